import { openApiDocument, type OpenApiDocument } from '@millrace/contract';
import {
  asContractDocument,
  locate,
  pointerTo,
  type ContractDocument,
  type ContractResponse,
  type Located,
} from './contract-document.ts';
import type { Exchange, Problem, Violation } from './exchange.ts';
import { createOperationFinder, type FoundOperation, type Target } from './operation-finder.ts';
import { createRequestChecker } from './request-checker.ts';
import { createResponseChecker } from './response-checker.ts';
import { createSchemaValidator } from './schema-validator.ts';

/** Tells what is wrong with an exchange; nothing if it keeps to the contract. */
export type ExchangeChecker = (exchange: Exchange) => Violation[];

/**
 * Makes a checker from a bundled document. It finds the operation by method and path and holds the answer against what is declared for
 * its status: content type, body, headers. Requests are held against the contract where they were accepted. Paths and methods that the
 * contract does not have, and OPTIONS, are held against its general answers (`x-general-responses`).
 *
 * Compiling the schemas is what costs: make one checker and use it often.
 */
export function createExchangeChecker(source: OpenApiDocument = openApiDocument): ExchangeChecker {
  const document = asContractDocument(source);
  const find = createOperationFinder(document);
  const schemas = createSchemaValidator(document);
  const checkResponse = createResponseChecker(schemas);
  const checkRequest = createRequestChecker(document, schemas);

  return (exchange) => {
    const { path, query } = splitTarget(exchange.path);
    const target = find(exchange.method, path);
    const operation = target.kind === 'operation' ? target.operation : null;
    const declared = declaredResponse(document, target, exchange.status);
    const problems: Problem[] = declared
      ? checkResponse(exchange, declared, target)
      : [{ rule: 'status', message: `${exchange.status} is not among ${declaredStatuses(target).join(', ')}` }];
    if (target.kind === 'operation' && exchange.status < 400) {
      problems.push(...checkRequest(exchange, target.operation, target.pathValues, new URLSearchParams(query)));
    }
    const operationId = operation?.operation.operationId ?? null;
    return problems.map(({ rule, message }) => ({
      rule,
      operationId,
      message: `${exchange.method} ${exchange.path}: ${message}`,
    }));
  };
}

/** The general answers of the contract, by what was asked for and by status. */
const general: Record<Exclude<Target['kind'], 'operation'>, Readonly<Record<number, string>>> = {
  options: { 200: 'Options', 400: 'UnusableName' },
  'method-not-allowed': { 400: 'UnusableName', 405: 'MethodNotAllowed' },
  'unknown-path': { 400: 'UnusableName', 404: 'UnknownPath' },
};

function declaredResponse(document: ContractDocument, target: Target, status: number): Located<ContractResponse> | null {
  if (target.kind !== 'operation') {
    const name = general[target.kind][status];
    return name === undefined ? null : generalResponse(document, name);
  }
  const { operation, pointer } = target.operation;
  const response = operation.responses[String(status)];
  if (response) return locate(document, response, pointerTo(pointer, 'responses', status));
  return isAbsent(target.operation, status) ? generalResponse(document, 'UnknownPath') : null;
}

/** Nobody but a Millrace worker has to have these operations. */
function isAbsent({ operation }: FoundOperation, status: number): boolean {
  return operation['x-millrace'] === true && status === 404;
}

function generalResponse(document: ContractDocument, name: string): Located<ContractResponse> {
  return locate<ContractResponse>(document, { $ref: `#/components/responses/${name}` }, '');
}

function declaredStatuses(target: Target): string[] {
  return Object.keys(target.kind === 'operation' ? target.operation.operation.responses : general[target.kind]);
}

function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

let checker: ExchangeChecker | undefined;

/** Checks an exchange against the contract that this package comes with. */
export function checkExchange(exchange: Exchange): Violation[] {
  checker ??= createExchangeChecker();
  return checker(exchange);
}

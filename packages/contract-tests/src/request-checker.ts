import { locate, pointerTo, type ContractDocument, type Located, type Parameter, type RequestBody } from './contract-document.ts';
import type { Exchange, Problem } from './exchange.ts';
import { mediaType } from './media-type.ts';
import type { FoundOperation } from './operation-finder.ts';
import type { SchemaValidator } from './schema-validator.ts';

type RequestChecker = (
  exchange: Exchange,
  operation: FoundOperation,
  pathValues: ReadonlyMap<string, string>,
  query: URLSearchParams,
) => Problem[];

/** Makes a function that tells why the contract forbids a request. Parameters that it does not know are ignored. */
export function createRequestChecker(document: ContractDocument, schemas: SchemaValidator): RequestChecker {
  return (exchange, operation, pathValues, query) => {
    const problems = parametersOf(document, operation).flatMap((parameter) =>
      checkParameter(schemas, parameter, valueOf(parameter, exchange, pathValues, query)),
    );
    const { requestBody } = operation.operation;
    if (requestBody) {
      problems.push(...checkBody(schemas, exchange, locate(document, requestBody, pointerTo(operation.pointer, 'requestBody'))));
    }
    return problems.map((message) => ({ rule: 'accepted-request', message: `was accepted, but ${message}` }));
  };
}

function parametersOf(
  document: ContractDocument,
  { operation, item, pathPointer, pointer }: FoundOperation,
): Located<Parameter>[] {
  const located = (parameters: typeof operation.parameters, base: string) =>
    (parameters ?? []).map((parameter, index) => locate(document, parameter, pointerTo(base, 'parameters', index)));
  return [...located(item.parameters, pathPointer), ...located(operation.parameters, pointer)];
}

type Sent = string | readonly string[] | undefined;

function valueOf(
  { value: parameter }: Located<Parameter>,
  exchange: Exchange,
  pathValues: ReadonlyMap<string, string>,
  query: URLSearchParams,
): Sent {
  if (parameter.in === 'path') return pathValues.get(parameter.name);
  if (parameter.in === 'header') return exchange.requestHeaders[parameter.name.toLowerCase()];
  const values = query.getAll(parameter.name);
  if (values.length === 0) return undefined;
  return isArray(parameter.schema) ? values : values[0];
}

function isArray(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array';
}

function checkParameter(schemas: SchemaValidator, { value: parameter, pointer }: Located<Parameter>, sent: Sent): string[] {
  const name = `${parameter.in} parameter ${parameter.name}`;
  if (sent === undefined) return parameter.required ? [`${name} is missing`] : [];
  return schemas.checkText(pointerTo(pointer, 'schema'), sent).map((message) => `${name}: ${message}`);
}

function checkBody(schemas: SchemaValidator, exchange: Exchange, { value: declared, pointer }: Located<RequestBody>): string[] {
  const { requestBody } = exchange;
  if (requestBody === undefined) return declared.required ? ['it has no body'] : [];
  const type = mediaType(exchange.requestHeaders['content-type'] ?? '');
  if (!Object.hasOwn(declared.content, type)) return [`its Content-Type is ${type || 'missing'}`];
  let body: unknown;
  try {
    body = JSON.parse(requestBody);
  } catch {
    return ['its body is no JSON'];
  }
  return schemas.check(pointerTo(pointer, 'content', type, 'schema'), body).map((message) => `in its body ${message}`);
}

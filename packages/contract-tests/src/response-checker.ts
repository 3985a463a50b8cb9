import { pointerTo, type ContractResponse, type Located } from './contract-document.ts';
import type { Exchange, Problem } from './exchange.ts';
import { mediaType } from './media-type.ts';
import type { Target } from './operation-finder.ts';
import type { SchemaValidator } from './schema-validator.ts';

type ResponseChecker = (exchange: Exchange, declared: Located<ContractResponse>, target: Target) => Problem[];

/** Makes a function that holds an answer against what is declared for its status. */
export function createResponseChecker(schemas: SchemaValidator): ResponseChecker {
  return (exchange, declared, target) => [
    ...checkBody(schemas, exchange, declared),
    ...checkHeaders(schemas, exchange, declared),
    ...checkErrorCode(exchange),
    ...checkAllow(exchange, target),
  ];
}

function checkBody(
  schemas: SchemaValidator,
  exchange: Exchange,
  { value: response, pointer }: Located<ContractResponse>,
): Problem[] {
  const { content } = response;
  if (!content)
    return exchange.body === undefined ? [] : [{ rule: 'response-body', message: `has a body; ${exchange.status} has none` }];
  if (exchange.body === undefined && response['x-body-may-be-missing']) return [];
  const problems = checkContentType(exchange, response);
  if (problems.length > 0) return problems;
  if (exchange.method === 'HEAD') {
    return exchange.body === undefined ? [] : [{ rule: 'response-body', message: 'the answer to HEAD has a body' }];
  }
  if (exchange.body === undefined) return [{ rule: 'response-body', message: `has no body; ${exchange.status} has one` }];
  const type = declaredType(exchange, response);
  return schemas
    .check(pointerTo(pointer, 'content', type, 'schema'), exchange.body)
    .map((message) => ({ rule: 'response-body', message: `in the answer ${message}` }) as const);
}

function checkContentType(exchange: Exchange, response: ContractResponse): Problem[] {
  const sent = exchange.headers['content-type'];
  if (sent === undefined) {
    return response['x-content-type-may-be-missing']
      ? []
      : [{ rule: 'response-content-type', message: 'has a body without Content-Type' }];
  }
  if (Object.hasOwn(response.content ?? {}, mediaType(sent))) return [];
  const declared = Object.keys(response.content ?? {}).join(', ');
  return [{ rule: 'response-content-type', message: `is ${sent}; declared: ${declared}` }];
}

/** An answer that may come without its Content-Type is JSON all the same. */
function declaredType(exchange: Exchange, response: ContractResponse): string {
  return mediaType(exchange.headers['content-type'] ?? Object.keys(response.content ?? {})[0] ?? '');
}

function checkHeaders(schemas: SchemaValidator, exchange: Exchange, { value, pointer }: Located<ContractResponse>): Problem[] {
  return Object.entries(value.headers ?? {}).flatMap(([name, header]): Problem[] => {
    const sent = exchange.headers[name.toLowerCase()];
    if (sent === undefined) return header.required ? [{ rule: 'response-header', message: `${name} is missing` }] : [];
    const errors = schemas.checkText(pointerTo(pointer, 'headers', name, 'schema'), sent);
    return errors.map((message) => ({ rule: 'response-header', message: `${name}: ${message}` }));
  });
}

function checkErrorCode({ status, body }: Exchange): Problem[] {
  if (status < 400 || typeof body !== 'object' || body === null || !('error_code' in body)) return [];
  return body.error_code === status
    ? []
    : [{ rule: 'error-code', message: `error_code is ${JSON.stringify(body.error_code)}; the status is ${status}` }];
}

function checkAllow({ headers }: Exchange, target: Target): Problem[] {
  if (target.kind !== 'options' || headers.allow === undefined) return [];
  const sent = headers.allow.split(',').map((method) => method.trim());
  const missing = target.allowed.filter((method) => !sent.includes(method));
  const extra = sent.filter((method) => !target.allowed.includes(method));
  if (missing.length + extra.length === 0) return [];
  return [{ rule: 'response-header', message: `Allow is ${headers.allow}; the contract has ${target.allowed.join(', ')}` }];
}

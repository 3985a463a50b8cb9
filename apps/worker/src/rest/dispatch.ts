import type { Request, RequestHandler, Response } from 'express';
import { accepts, coversJsonContent, isJsonContent } from './negotiation.ts';
import type { MatchedOperation, MatchedPath, PathFinder } from './operation-table.ts';
import { contextOf } from './request-context.ts';
import { RequestError, RoutingError } from './request-error.ts';
import { formatRequestTarget, parseRequestTarget, type RequestTarget } from './request-target.ts';

/**
 * Decides, before anything is read, which operation takes a request, in the order and with the answers of Kafka Connect's server:
 * unknown path 404, other method 405, other content 415 (where no body belongs, too), what it answers not wanted 406. HEAD goes on
 * as GET; OPTIONS is answered here.
 *
 * What goes on is in its plain form: the path encoded in one way only, of the query only what the operation knows (anything else
 * is ignored, and of a parameter that is not a list all but the first value), JSON as the content type.
 */
export function createDispatchStage(find: PathFinder): RequestHandler {
  return (req, res, next) => {
    const target = parseRequestTarget(req.url);
    const path = find(target.segments);
    if (path === undefined) throw new RoutingError(404);
    if (req.method === 'OPTIONS') {
      answerOptions(path, req, res);
      return;
    }
    const operation = path.operations.get(req.method === 'HEAD' ? 'get' : req.method.toLowerCase());
    if (operation === undefined) throw new RoutingError(405, { Allow: allowedMethods(path).join(',') });
    requireContentType(operation, req);
    if (!accepts(req.headers.accept, operation.answers)) throw new RoutingError(406);
    const context = contextOf(res);
    context.operation = operation;
    context.pathParams = readPathParams(path.pathParams);
    context.leftToEngine = context.pathParams.id?.startsWith('-') === true;
    simplify(req, operation, target);
    next();
  };
}

function allowedMethods(path: MatchedPath): string[] {
  const methods = [...path.operations.keys()].map((method) => method.toUpperCase());
  return [...(methods.includes('GET') ? ['HEAD'] : []), ...methods, 'OPTIONS'];
}

function answerOptions(path: MatchedPath, req: Request, res: Response): void {
  const methods = allowedMethods(path);
  res.setHeader('Allow', methods.join(','));
  if (!accepts(req.headers.accept, 'text/plain')) {
    res.setHeader('Content-Length', '0');
    res.end();
    return;
  }
  res.setHeader('Content-Type', 'text/plain');
  res.end(methods.join(', '));
}

function requireContentType(operation: MatchedOperation, req: Request): void {
  const type = req.headers['content-type'];
  if (operation.consumesJson && type !== undefined && !coversJsonContent(type)) throw new RoutingError(415);
}

/** A task's number is written as Java's `Integer.valueOf` takes it; what it does not take is no resource. */
function readPathParams(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!Object.hasOwn(params, 'id')) return params;
  const text = params.id!;
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= -(2 ** 31) && number < 2 ** 31)) throw new RequestError(404, 'HTTP 404 Not Found');
  return { ...params, id: String(number) };
}

const LISTS = new Set(['expand']);

function simplify(req: Request, operation: MatchedOperation, { segments, query }: RequestTarget): void {
  const known = query.filter(([name], index) => operation.query.has(name) && (LISTS.has(name) || isFirst(query, name, index)));
  req.url = formatRequestTarget({ segments, query: known });
  req.originalUrl = req.url;
  req.method = operation.method.toUpperCase();
  // Express would read it from the URL at each use, and of a list with one element not make a list.
  Object.defineProperty(req, 'query', { value: queryObject(known), configurable: true, enumerable: true, writable: true });
  const type = req.headers['content-type'];
  if (operation.takesBody && type !== undefined && isJsonContent(type)) req.headers['content-type'] = 'application/json';
  else delete req.headers['content-type'];
}

type Query = RequestTarget['query'];

function isFirst(query: Query, name: string, index: number): boolean {
  return query.findIndex(([other]) => other === name) === index;
}

function queryObject(query: Query): Record<string, string | string[]> {
  const valuesOf = (name: string) => query.filter(([other]) => other === name).map(([, value]) => value);
  return Object.fromEntries(query.map(([name, value]) => [name, LISTS.has(name) ? valuesOf(name) : value]));
}

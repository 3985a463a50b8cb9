import type { Response } from 'express';
import type { MatchedOperation } from './operation-table.ts';
import type { RequestError } from './request-error.ts';

/** What the stages of a request tell the later ones, in `res.locals`. */
export interface RequestContext {
  operation?: MatchedOperation;
  pathParams?: Readonly<Record<string, string>>;
  /** The bytes of the body, as far as the operation has one. */
  rawBody?: Uint8Array;
  /** Why there is nothing in `req.body`, where that is said only of a connector that is there. */
  bodyError?: RequestError;
  /** The contract refuses it, but Kafka Connect has an answer of its own to it, which the engine gives. */
  leftToEngine?: boolean;
}

/** The operation that the request was routed to. */
export function operationOf(res: Response): MatchedOperation {
  const { operation } = res.locals as RequestContext;
  if (operation === undefined) throw new Error('the request has not been routed');
  return operation;
}

/** What the stages before have found out about the request. */
export function contextOf(res: Response): RequestContext {
  return res.locals as RequestContext;
}

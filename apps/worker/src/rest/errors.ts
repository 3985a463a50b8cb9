import {
  AlreadyExistsError,
  BadRequestError,
  ConflictError,
  DeadlineError,
  ElsewhereError,
  FencedError,
  ForbiddenError,
  GroupNotEmptyError,
  InternalError,
  type LoggerFactory,
  NotFoundError,
  NotReadyError,
  StoreError,
  UnavailableError,
  UnsettledError,
} from '@millrace/engine';
import type { ErrorRequestHandler } from 'express';
import { JsonError } from '../json/json-text.ts';
import { RequestError, RoutingError } from './request-error.ts';

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * The only table from an error's class to the status of the answer; `error_code` is the same number and `message` the error's own.
 * A class also stands for those derived from it.
 */
export const STATUS_OF_ERROR: ReadonlyMap<ErrorClass, number> = new Map<ErrorClass, number>([
  [JsonError, 400],
  [BadRequestError, 400],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [AlreadyExistsError, 409],
  [ConflictError, 409],
  [ElsewhereError, 409],
  [UnavailableError, 503],
  [DeadlineError, 500],
  [GroupNotEmptyError, 500],
  [FencedError, 500],
  [StoreError, 500],
  [InternalError, 500],
]);

/** The status that an error is answered with: by the table, or what the HTTP layer says of a request that it could not take. */
export function statusOf(error: unknown): number {
  if (error instanceof RequestError) return error.status;
  for (const [type, status] of STATUS_OF_ERROR) if (error instanceof type) return status;
  return clientMistake(error) ?? 500;
}

/** Body reader and contract validator mark the client's mistakes with a status of their own. */
function clientMistake(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** Answers every error in the one shape that there is. What is nobody's mistake but ours is logged. */
export function createErrorStage(loggers: LoggerFactory): ErrorRequestHandler {
  const logger = loggers('millrace.rest');
  return (error: unknown, req, res, next) => {
    const status = statusOf(error);
    if (status >= 500) logger.error(`${req.method} ${req.originalUrl} failed`, { error });
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof RequestError) for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
    if (isUndone(error)) res.setHeader('Retry-After', '1');
    res.status(status);
    if (error instanceof RoutingError) {
      res.removeHeader('Content-Type');
      res.end(JSON.stringify({ error_code: status, message: error.message }));
    } else res.json({ error_code: status, message: messageOf(error, status) });
  };
}

/** Whether the request may be sent again as it is: nothing of it has been done. */
function isUndone(error: unknown): boolean {
  return error instanceof ElsewhereError || error instanceof UnsettledError || error instanceof NotReadyError;
}

function messageOf(error: unknown, status: number): string | null {
  if (status === 413) return 'The request body is larger than 16777216 bytes';
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? null : error.message;
}

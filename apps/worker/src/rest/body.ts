import express, { type RequestHandler } from 'express';
import { readJson } from '../json/json-text.ts';
import { bodyReaders, hasNull, missingBodies } from './request-bodies.ts';
import { RequestError } from './request-error.ts';
import { contextOf, operationOf } from './request-context.ts';

/** The largest request body that is read, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The operations whose signature is over the bytes of the body. */
const SIGNED = new Set(['putTaskConfigs', 'fenceZombies']);

/**
 * Reads the body of an operation that has one: bytes into `rawBody` of the request's context, what they say into `req.body`. Two
 * steps, because what the second one throws has to reach Express.
 */
export function createBodyStages(): RequestHandler[] {
  const readBytes = express.raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });
  return [
    (req, res, next) => {
      const { id, takesBody } = operationOf(res);
      req.body = undefined;
      if (takesBody || SIGNED.has(id)) readBytes(req, res, next);
      else next();
    },
    (req, res, next) => {
      const { id, takesBody } = operationOf(res);
      const bytes = req.body instanceof Uint8Array ? req.body : new Uint8Array();
      const context = contextOf(res);
      context.rawBody = bytes;
      req.body = undefined;
      try {
        if (takesBody) req.body = readBody(id, bytes, req.headers['content-type']);
      } catch (error) {
        if (!(error instanceof MissingBodyError) || id !== 'patchConnectorConfig') throw error;
        context.bodyError = error;
        context.leftToEngine = true;
      }
      if (req.body !== undefined && hasNull(id, req.body)) context.leftToEngine = true;
      next();
    },
  ];
}

function readBody(operation: string, bytes: Uint8Array, contentType: string | undefined): unknown {
  const noBody = `The request has no body; it needs ${missingBodies.get(operation) ?? 'one of JSON'}`;
  if (bytes.length === 0) throw new MissingBodyError(noBody);
  if (contentType === undefined) throw new RequestError(415, 'HTTP 415 Unsupported Media Type');
  const text = decodeUtf8(bytes);
  if (text.trim() === '') throw new MissingBodyError(noBody);
  const json = readJson(text);
  if (json === null) throw new MissingBodyError(noBody.replace('has no body', 'body is null'));
  const read = bodyReaders.get(operation);
  if (read === undefined) throw new Error(`nothing reads the body of ${operation}`);
  return read(json);
}

/** There is no body, or nothing but blanks or `null` in it. */
class MissingBodyError extends RequestError {
  constructor(message: string) {
    super(400, message);
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestError(400, 'The request body is not UTF-8');
  }
}

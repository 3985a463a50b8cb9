import type { RequestHandler, Response } from 'express';
import { writeExactJson } from '../json/json-text.ts';
import { contextOf } from './request-context.ts';

/**
 * Makes `res.json` write what Kafka Connect writes: `application/json` without a charset, and 64-bit integers of offsets exact. It
 * stands first, so that whatever hooks into `res.json` later sees the body before it is text.
 */
export function createAnswerStage(): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('Content-Type', 'application/json');
    res.json = (body: unknown) => {
      const exact = contextOf(res).operation?.id === 'getOffsets';
      sendText(res, exact ? writeExactJson(body) : JSON.stringify(body));
      return res;
    };
    next();
  };
}

/** Up to here headers and body are put together as one text; beyond, joining them costs more than writing two pieces. Characters. */
const ONE_PIECE = 16 * 1024;

/**
 * Ends an answer with a text. A short one of ASCII goes out in one piece with the headers: as Latin-1, in which headers are written too,
 * its bytes are the same.
 */
export function sendText(res: Response, text: string): void {
  const length = Buffer.byteLength(text);
  res.setHeader('Content-Length', length);
  if (length === text.length && length <= ONE_PIECE) res.end(text, 'latin1');
  else res.end(Buffer.from(text));
}

import type { RequestHandler } from 'express';
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
      const bytes = Buffer.from(exact ? writeExactJson(body) : JSON.stringify(body));
      res.setHeader('Content-Length', bytes.length);
      res.end(bytes);
      return res;
    };
    next();
  };
}

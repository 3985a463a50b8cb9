import type { Engine } from '@millrace/engine';
import type { RequestHandler } from 'express';
import { operationOf } from './request-context.ts';

/** Before anything is said of connectors, or done to them, this worker reads what the others of its group have written. */
export function createCatchUpStage(engine: Pick<Engine, 'catchUp' | 'keepUp'>): RequestHandler {
  return async (_req, res, next) => {
    const { template, method } = operationOf(res);
    if (template.startsWith('/connectors')) await (method === 'get' ? engine.keepUp() : engine.catchUp());
    next();
  };
}

import type { Engine } from '@millrace/engine';
import type { RequestHandler } from 'express';
import { operationOf } from './request-context.ts';

/** Before anything is said of connectors, this worker reads what the others of its group have written. */
export function createCatchUpStage(engine: Pick<Engine, 'catchUp'>): RequestHandler {
  return async (_req, res, next) => {
    if (operationOf(res).template.startsWith('/connectors')) await engine.catchUp();
    next();
  };
}

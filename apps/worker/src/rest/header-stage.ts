import type { RequestHandler, Response } from 'express';
import type { HeaderRule } from '../properties/header-rule.ts';

/** Puts the headers of `response.http.headers.config` on every answer, before anything else does. */
export function createHeaderStage(rules: readonly HeaderRule[], now: () => number = Date.now): RequestHandler {
  return (_req, res, next) => {
    for (const rule of rules) applyRule(rule, res, now());
    next();
  };
}

function applyRule({ action, name, value }: HeaderRule, res: Response, now: number): void {
  const text = action.endsWith('Date') ? new Date(now + Number(value)).toUTCString() : value;
  if (action.startsWith('set')) res.setHeader(name, text);
  else res.appendHeader(name, text);
}

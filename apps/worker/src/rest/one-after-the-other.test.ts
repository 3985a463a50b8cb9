import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { oneAfterTheOther } from './one-after-the-other.ts';

const passes: RequestHandler = (_req, _res, next) => next();

function outcome(stages: readonly RequestHandler[]): Promise<unknown> {
  return new Promise((resolve) => {
    const next: NextFunction = (error?: unknown) => resolve(error);
    void oneAfterTheOther(stages)({} as Request, {} as Response, next);
  });
}

describe('stages one after the other', () => {
  it('run in order and then go on', async () => {
    const seen: number[] = [];
    const note =
      (n: number): RequestHandler =>
      (_req, _res, next) => {
        seen.push(n);
        next();
      };
    expect(await outcome([note(1), note(2), note(3)])).toBeUndefined();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('end with an error, be it told, thrown or a rejection, at once or later', async () => {
    const error = new Error('no');
    const later: RequestHandler = (_req, _res, next) => void setImmediate(next);
    const failures: RequestHandler[] = [
      (_req, _res, next) => next(error),
      () => {
        throw error;
      },
      async () => Promise.reject(error),
    ];
    for (const failing of failures) {
      expect(await outcome([passes, failing, passes])).toBe(error);
      expect(await outcome([later, failing, passes])).toBe(error);
    }
  });
});

import type { NextFunction, RequestHandler } from 'express';

/**
 * Several stages as one: Express's own way from one stage to the next costs more than most of them. What one throws, or rejects with,
 * goes to `next` as with Express, whenever it comes.
 */
export function oneAfterTheOther(stages: readonly RequestHandler[]): RequestHandler {
  return (req, res, next) => {
    const run = (index: number): void => {
      const stage = stages[index];
      if (stage === undefined) next();
      else
        attempt(next, () =>
          stage(req, res, (error?: unknown) => {
            if (error === undefined || error === null) run(index + 1);
            else next(error);
          }),
        );
    };
    run(0);
  };
}

function attempt(fail: NextFunction, call: () => unknown): void {
  try {
    const done = call();
    if (done instanceof Promise) done.catch(fail);
  } catch (error) {
    fail(error);
  }
}

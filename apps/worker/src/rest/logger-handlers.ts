import type { LoggerLevel as WireLevel } from '@millrace/contract';
import { BadRequestError, NotFoundError } from '@millrace/engine';
import type { Handlers } from '../generated/express.gen.ts';
import { LOG_LEVELS, parseLogLevel } from '../logging/log-level.ts';
import type { LoggerLevel } from '../logging/logger-tree.ts';
import type { RestContext } from './rest-context.ts';

/** The levels of loggers, read and set while the worker runs. */
export function loggerHandlers({ engine, levels }: RestContext) {
  return {
    listLoggers: () => ({
      status: 200,
      body: Object.fromEntries([...levels.all()].map(([name, level]) => [name, levelAnswer(level)])),
    }),

    getLogger: ({ path: { logger } }) => {
      const level = levels.get(logger);
      if (level === null) throw new NotFoundError(`Logger ${logger} not found.`);
      return { status: 200, body: levelAnswer(level) };
    },

    setLoggerLevel: async ({ path: { logger }, query: { scope = 'worker' }, body }) => {
      if (body.level === '') throw new BadRequestError(`The level is empty; it has to be one of ${LOG_LEVELS.join(', ')}`);
      const level = parseLogLevel(body.level);
      if (level === undefined) throw new NotFoundError(`invalid log level '${body.level}'.`);
      if (scope.toLowerCase() !== 'cluster') return { status: 200, body: levels.set(logger, level) };
      await engine.setClusterLoggerLevel(logger, level);
      return { status: 204 };
    },
  } satisfies Partial<Handlers>;
}

function levelAnswer({ level, lastModified }: LoggerLevel): WireLevel {
  return { level, last_modified: lastModified };
}

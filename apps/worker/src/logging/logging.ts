import type { LogFields, Logger, LoggerFactory } from '@millrace/engine';
import { destination, type DestinationStream, pino } from 'pino';
import { type LogLevel, type MessageLevel, passes } from './log-level.ts';
import { LoggerTree } from './logger-tree.ts';
import { readableLine } from './readable-line.ts';

/** `json`: one JSON object a line; `text`: a line for people. */
export type LogFormat = 'json' | 'text';

export interface LoggingOptions {
  readonly format: LogFormat;
  readonly rootLevel: LogLevel;
  /** Where lines go, standard output if absent. */
  readonly stream?: DestinationStream;
  /** Takes out of lines what must not be told. */
  readonly hide?: <T>(data: T) => T;
}

/** The worker's logging: loggers by name, and the levels that `/admin/loggers` reads and sets. */
export interface Logging {
  readonly loggers: LoggerFactory;
  readonly levels: LoggerTree;
}

/** Lines are written at once (not buffered), so that none is lost when the process ends. */
export function createLogging(options: LoggingOptions): Logging {
  const levels = new LoggerTree(options.rootLevel);
  const sink = options.stream ?? destination({ dest: 1, sync: true });
  const stream = options.format === 'json' ? sink : { write: (line: string) => sink.write(readableLine(line)) };
  const lines = pino({ base: null, level: 'trace', formatters: { level: (label) => ({ level: label.toUpperCase() }) } }, stream);
  const { hide = (data) => data } = options;
  const made = new Map<string, Logger>();
  const loggers: LoggerFactory = (name) => {
    let logger = made.get(name);
    if (logger === undefined) {
      levels.add(name);
      logger = createLogger(levels, name, lines.child({ logger: name }), hide);
      made.set(name, logger);
    }
    return logger;
  };
  return { loggers, levels };
}

type LineWriter = Pick<ReturnType<typeof pino>, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

function createLogger(levels: LoggerTree, name: string, lines: LineWriter, hide: <T>(data: T) => T): Logger {
  let seen = -1;
  let threshold: LogLevel = 'INFO';
  const enabled = (level: MessageLevel): boolean => {
    if (seen !== levels.version) {
      threshold = levels.effectiveLevel(name);
      seen = levels.version;
    }
    return passes(level, threshold);
  };
  const at = (level: MessageLevel, method: keyof LineWriter) => (message: string, fields?: LogFields) => {
    if (enabled(level)) lines[method](hide(loggable(fields)), hide(message));
  };
  return {
    trace: at('TRACE', 'trace'),
    debug: at('DEBUG', 'debug'),
    info: at('INFO', 'info'),
    warn: at('WARN', 'warn'),
    error: at('ERROR', 'error'),
  };
}

function loggable(fields: LogFields | undefined): Record<string, unknown> {
  if (fields === undefined) return {};
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { type: name, message, stack, ...(cause === undefined ? {} : { cause: plain(cause) }) };
}

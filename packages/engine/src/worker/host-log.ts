import { javaToString } from '@millrace/connector-api';
import type { LogFields, Logger, LoggerFactory } from '../model/logger.ts';
import { errorFromData, errorToData } from './error-data.ts';
import type { ErrorData } from './error-data.ts';

/** A log line on its way out of a host. */
export interface LogLine {
  readonly logger: string;
  readonly level: keyof Logger;
  readonly message: string;
  readonly fields: readonly (readonly [string, FieldData])[];
}

type FieldData = string | number | boolean | ErrorData;

/** Loggers whose lines are handed to `send`. Errors become data, other objects text. */
export function createSendingLoggers(send: (line: LogLine) => void): LoggerFactory {
  return (logger) => {
    const at =
      (level: keyof Logger) =>
      (message: string, fields: LogFields = {}): void =>
        send({ logger, level, message, fields: Object.entries(fields).map(([key, value]) => [key, fieldData(value)]) });
    return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  };
}

/** Writes a line that came out of a host. */
export function writeLogLine(loggers: LoggerFactory, { logger, level, message, fields }: LogLine): void {
  const restored = fields.map(([key, value]) => [key, typeof value === 'object' ? errorFromData(value) : value] as const);
  loggers(logger)[level](message, Object.fromEntries(restored));
}

function fieldData(value: unknown): FieldData {
  if (value instanceof Error) return errorToData(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : javaToString(value);
}

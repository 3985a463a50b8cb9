import { javaTrim } from '@millrace/connector-api';

/** The levels of Log4j, by name, from everything to nothing. */
export const LOG_LEVELS = ['ALL', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The levels that something is logged at; FATAL, OFF and ALL are thresholds only. */
export type MessageLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

const RANKS: ReadonlyMap<string, number> = new Map(LOG_LEVELS.map((level, rank) => [level, rank]));

/** The level of that name in any case, blanks around it ignored as Log4j does; undefined if there is none. */
export function parseLogLevel(name: string): LogLevel | undefined {
  const level = javaTrim(name).toUpperCase();
  return RANKS.has(level) ? (level as LogLevel) : undefined;
}

/** Whether a message of that level passes a logger with that threshold. */
export function passes(level: MessageLevel, threshold: LogLevel): boolean {
  return RANKS.get(level)! >= RANKS.get(threshold)!;
}

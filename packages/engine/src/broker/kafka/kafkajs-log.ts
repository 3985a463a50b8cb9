import type { Logger } from '../../model/logger.ts';
import type { KafkajsLogEntry } from './kafkajs-internals.ts';

const warnLevel = 2;
const infoLevel = 4;
/** While a broker is away, every attempt to reach it says so. */
const quietMs = 30_000;

/**
 * Takes kafkajs's lines into our log. Its errors are warnings here: what comes of them is decided, and said, by who asked. The same
 * line is told once in a while; while `isQuiet`, nothing but what is asked for.
 */
export function kafkajsLog(logger: Logger, isQuiet: () => boolean): (entry: KafkajsLogEntry) => void {
  const toldMs = new Map<string, number>();
  return ({ namespace, level, log }) => {
    const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } = log;
    const text = `kafkajs ${namespace}: ${message}`;
    const nowMs = performance.now();
    const isNew = !isQuiet() && nowMs - (toldMs.get(text) ?? Number.NEGATIVE_INFINITY) > quietMs;
    if (isNew) toldMs.set(text, nowMs);
    if (level <= warnLevel && isNew) logger.warn(text, fields);
    else if (level === infoLevel && isNew) logger.info(text, fields);
    else logger.debug(text, fields);
  };
}

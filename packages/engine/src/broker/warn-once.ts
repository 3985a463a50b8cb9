import type { LogFields, LoggerFactory } from '../model/logger.ts';

/**
 * Loggers that pass a warning on only when it is the first about a setting (its field `setting`): every thread has a broker, and every
 * task its clients, and all of them read the worker's settings.
 */
export function warnOnce(loggers: LoggerFactory): LoggerFactory {
  const known = new Set<unknown>();
  return (name) => {
    const logger = loggers(name);
    return {
      trace: (message, fields) => logger.trace(message, fields),
      debug: (message, fields) => logger.debug(message, fields),
      info: (message, fields) => logger.info(message, fields),
      error: (message, fields) => logger.error(message, fields),
      warn(message: string, fields?: LogFields) {
        const setting = fields === undefined ? undefined : new Map(Object.entries(fields)).get('setting');
        if (setting !== undefined && known.has(setting)) return;
        if (setting !== undefined) known.add(setting);
        logger.warn(message, fields);
      },
    };
  };
}

import type { LoggerLevel, LoggerLevels, LoggerNames, LogLevel } from '@millrace/contract';
import type { ConnectPromise } from './connect-promise.ts';
import { getLogger, listLoggers, setLoggerLevel } from './generated/sdk.gen.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

export interface SetLevelOptions extends CallOptions {
  /** The worker that is asked, or all of the cluster (Apache Kafka Connect from 3.7), which answers with nothing. `worker`. */
  readonly scope?: 'worker' | 'cluster';
}

/** How much the worker logs. */
export class Loggers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The loggers that have a level of their own, and `root`. */
  list(options?: CallOptions): ConnectPromise<LoggerLevels> {
    return this.#transport.call(listLoggers, {}, options);
  }

  get(logger: string, options?: CallOptions): ConnectPromise<LoggerLevel> {
    return this.#transport.call(getLogger, { path: { logger } }, options);
  }

  /** Sets the level of a logger and of all below it, and tells whose level changed. */
  set(logger: string, level: LogLevel, { scope, ...options }: SetLevelOptions = {}): ConnectPromise<LoggerNames | undefined> {
    return this.#transport.call(setLoggerLevel, { path: { logger }, query: scope ? { scope } : {}, body: { level } }, options);
  }
}

import { constants } from 'node:os';
import type { Engine, Logger } from '@millrace/engine';
import type { RestServers } from './rest-servers.ts';

export interface StopOptions {
  readonly gracefulTimeoutMs: number;
  readonly servers: Pick<RestServers, 'stopAccepting' | 'close'>;
  readonly logger: Logger;
  /** The process that gets the signals and is to end; this one if absent. */
  readonly process?: SignalledProcess;
}

/** What of a process is needed. */
export interface SignalledProcess {
  readonly env: NodeJS.ProcessEnv;
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): void;
}

/** Knows what is to be stopped. */
export interface Stopping {
  /** Tells which engine it is, as soon as there is one. */
  engineIs(engine: Engine): void;
}

/** `npm` hands a terminal's SIGINT on to a process that has it already: what comes so soon is the same one. */
const SAME_SIGNAL_MS = 250;

/**
 * On SIGTERM or SIGINT: takes no more requests, stops the engine (tasks flushed, offsets committed) and exits with 0, at the latest
 * when `gracefulTimeoutMs` are over. On a second signal: exits at once.
 */
export function stopOnSignals({ gracefulTimeoutMs, servers, logger, process: target = process }: StopOptions): Stopping {
  let engine: Engine | undefined;
  let stoppedAt: number | undefined;

  const stop = async (signal: NodeJS.Signals) => {
    logger.info(`Stopping on ${signal}`);
    setTimeout(() => {
      logger.warn(`Not everything had stopped after ${gracefulTimeoutMs} ms`);
      target.exit(0);
    }, gracefulTimeoutMs).unref();
    servers.stopAccepting();
    await engine?.stop();
    await servers.close();
    logger.info('Stopped');
    target.exit(0);
  };

  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (stoppedAt === undefined) {
      stoppedAt = now;
      stop(signal).catch((error: unknown) => {
        logger.error('The worker could not stop in order', { error });
        target.exit(1);
      });
      return;
    }
    const repeatedByNpm = signal === 'SIGINT' && target.env.npm_lifecycle_event !== undefined && now - stoppedAt < SAME_SIGNAL_MS;
    if (!repeatedByNpm) target.exit(128 + constants.signals[signal]);
  };
  target.on('SIGTERM', onSignal);
  target.on('SIGINT', onSignal);
  return { engineIs: (given) => void (engine = given) };
}

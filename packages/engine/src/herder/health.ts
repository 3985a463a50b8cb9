import type { EngineHealth } from '../engine.ts';
import type { Clock } from '../model/clock.ts';
import { stageText } from './operation-queue.ts';
import type { OperationQueue } from './operation-queue.ts';

/** Whether this worker can do what it is asked for (KIP-1017). */
export interface Health {
  report(): EngineHealth;
  /** What was configured before has been started, or given up on. */
  started(): void;
  /** What became of the last write to a store; null: it is safe. */
  written(error: Error | null): void;
}

export interface HealthOptions {
  readonly clock: Clock;
  readonly queue: OperationQueue;
  /** An operation that takes longer makes the worker unhealthy. */
  readonly stallMs: number;
}

const STARTING = 'Worker is still starting up.';
const UNHEALTHY = 'Worker was unable to handle this request and may be unable to handle other requests.';

/** What there is to say before anything was started. */
export const NOT_STARTED: EngineHealth = { status: 'starting', message: STARTING };

export function createHealth({ clock, queue, stallMs }: HealthOptions): Health {
  let isStarted = false;
  let failure: Error | null = null;
  return {
    report() {
      const stage = queue.current();
      const isStalled = stage !== null && clock.now() - stage.startedAt >= stallMs;
      const details = failure !== null ? ` ${failure.message}` : isStalled ? ` ${stageText(stage)}` : '';
      if (!isStarted) return { status: 'starting', message: STARTING + details };
      if (details !== '') return { status: 'unhealthy', message: UNHEALTHY + details };
      return { status: 'healthy', message: 'Worker has completed startup and is ready to handle requests.' };
    },
    started() {
      isStarted = true;
    },
    written(error) {
      failure = error;
    },
  };
}

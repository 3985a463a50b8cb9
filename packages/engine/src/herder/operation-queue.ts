import { DeadlineError, NotReadyError } from '../model/errors.ts';
import type { Clock } from '../model/clock.ts';

/** Does one thing after another: whoever is in here sees, and changes, a state that nobody else changes meanwhile. */
export interface OperationQueue {
  /**
   * Runs `work` when all earlier work is done. Rejects with what it throws; with DeadlineError when it has not ended in time (it is
   * not begun then if it was still waiting); with NotReadyError after `close`.
   * @param description what is going on, for messages: 'writing a config for connector x to the config topic'
   */
  run<T>(description: string, work: () => Promise<T>): Promise<T>;
  /** What is going on. null: nothing. */
  current(): Stage | null;
  /** Refuses what waits and what comes; resolves when the work that was begun has ended. */
  close(): Promise<void>;
}

/** Something that the worker does, and since when (milliseconds since the epoch). */
export interface Stage {
  readonly description: string;
  readonly startedAt: number;
}

interface Entry {
  readonly description: string;
  /** Does the work; the answer tells the caller what came of it. */
  carryOut(): Promise<() => void>;
  refuse(error: Error): void;
}

export interface OperationQueueOptions {
  readonly clock: Clock;
  /** How long a caller waits for the end of its work. */
  readonly timeoutMs: number;
}

export function createOperationQueue({ clock, timeoutMs }: OperationQueueOptions): OperationQueue {
  const waiting = new Set<Entry>();
  let stage: Stage | null = null;
  let running: Promise<void> | null = null;
  let closed = false;

  async function drain(): Promise<void> {
    for (const entry of waiting) {
      waiting.delete(entry);
      stage = { description: entry.description, startedAt: clock.now() };
      const tell = await entry.carryOut();
      stage = null;
      tell();
    }
    running = null;
  }

  return {
    run<T>(description: string, work: () => Promise<T>) {
      if (closed) return Promise.reject(new NotReadyError('Worker is shutting down'));
      return new Promise<T>((resolve, reject) => {
        const cancel = clock.after(timeoutMs, () => {
          waiting.delete(entry);
          reject(new DeadlineError(timeoutMessage(stage)));
        });
        const entry: Entry = {
          description,
          async carryOut() {
            try {
              const result = await work();
              return () => resolve(result);
            } catch (error) {
              return () => reject(error);
            } finally {
              cancel();
            }
          },
          refuse(error) {
            cancel();
            reject(error);
          },
        };
        waiting.add(entry);
        running ??= drain();
      });
    },
    current: () => stage,
    async close() {
      closed = true;
      for (const entry of waiting) entry.refuse(new NotReadyError('Worker is shutting down'));
      waiting.clear();
      await running;
    },
  };
}

/** What a caller is told whose request took too long. */
export function timeoutMessage(stage: Stage | null): string {
  return stage === null ? 'Request timed out' : `Request timed out. ${stageText(stage)}`;
}

export function stageText({ description, startedAt }: Stage): string {
  return `The worker is currently ${description}, which began at ${instantText(startedAt)}.`;
}

/** A moment as Java's `Instant` prints it: without the milliseconds if there are none. */
function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

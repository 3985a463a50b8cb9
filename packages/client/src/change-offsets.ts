import type { Message } from '@millrace/contract';
import { BadRequestError } from './errors.ts';
import type { CallOptions } from './options.ts';
import { isInState, type Watch, type WaitOptions } from './wait.ts';

export interface ChangeOffsetsOptions extends WaitOptions {
  /** False leaves the connector stopped afterwards. */
  readonly resume?: boolean;
}

/** What it is done with: `client.connectors`. */
export interface LifecycleCalls {
  stop(name: string, options: CallOptions): PromiseLike<unknown>;
  pause(name: string): PromiseLike<unknown>;
  resume(name: string): PromiseLike<unknown>;
}

type Change = (remaining: CallOptions) => PromiseLike<Message>;

/** How long the worker that is asked may take to learn that the connector is stopped. */
const learnMs = 10_000;

/**
 * Changes the offsets of a connector. One that is not stopped is stopped first, and afterwards it is what it was before, running or paused,
 * also when the change was refused.
 */
export async function changeOffsets(
  connectors: LifecycleCalls,
  watch: Watch,
  { resume = true }: ChangeOffsetsOptions,
  change: Change,
): Promise<Message> {
  // what the server thinks of it is asked of the server: a status lags behind
  const done = await unlessRunning(change, watch);
  if (done) return done;
  const { name } = watch;
  const wasPaused = await isPaused(watch);
  try {
    await connectors.stop(name, watch.remaining);
    await watch.until('stop', (status) => isInState(status, 'STOPPED'), true);
    return await changeOnceStopped(watch, change);
  } finally {
    if (resume) await (wasPaused ? connectors.pause(name) : connectors.resume(name));
  }
}

/** Undefined where the server says that the connector has to be stopped first. */
async function unlessRunning(change: Change, watch: Watch): Promise<Message | undefined> {
  try {
    return await change(watch.remaining);
  } catch (error) {
    if (error instanceof BadRequestError && error.message.includes('STOPPED state')) return undefined;
    throw error;
  }
}

/** As two looks in a row show it. */
async function isPaused(watch: Watch): Promise<boolean> {
  let last: string | undefined;
  const { connector } = await watch.until(
    'have a status',
    (status) => {
      const seen = last;
      last = status.connector.state;
      return seen === last;
    },
    true,
  );
  return connector.state === 'PAUSED';
}

async function changeOnceStopped(watch: Watch, change: Change): Promise<Message> {
  const startedMs = watch.elapsedMs;
  return watch.poll('be known as stopped', async () => {
    const done = await unlessRunning(change, watch);
    if (done || watch.elapsedMs - startedMs < learnMs) return done;
    return change(watch.remaining);
  });
}

import type { Message } from '@millrace/contract';
import type { Connectors } from './connectors.ts';
import { BadRequestError } from './errors.ts';
import type { CallOptions } from './options.ts';
import { isInState, type Watch, type WaitOptions } from './wait.ts';

export interface ChangeOffsetsOptions extends WaitOptions {
  /** False leaves the connector stopped afterwards. */
  readonly resume?: boolean;
}

/** How long the worker that is asked may take to learn that the connector is stopped. */
const learnMs = 10_000;

/**
 * Stops a connector, waits until its tasks are gone, changes its offsets and lets it be what it was before: running, paused or stopped,
 * also when the change was refused.
 */
export async function changeOffsets(
  connectors: Connectors,
  watch: Watch,
  { resume = true }: ChangeOffsetsOptions,
  change: (remaining: CallOptions) => PromiseLike<Message>,
): Promise<Message> {
  const { name } = watch;
  const before = (await watch.until('have a status', () => true)).connector.state;
  const restore = resume && before !== 'STOPPED';
  try {
    if (before !== 'STOPPED') await connectors.stop(name, watch.remaining);
    await watch.until('stop', (status) => isInState(status, 'STOPPED'), true);
    return await changeOnceStopped(watch, change);
  } finally {
    if (restore) await (before === 'PAUSED' ? connectors.pause(name) : connectors.resume(name));
  }
}

function changeOnceStopped(watch: Watch, change: (remaining: CallOptions) => PromiseLike<Message>): Promise<Message> {
  const startedMs = watch.elapsedMs;
  return watch.poll('be known as stopped', async () => {
    try {
      return await change(watch.remaining);
    } catch (error) {
      const unaware = error instanceof BadRequestError && error.message.includes('STOPPED state');
      if (unaware && watch.elapsedMs - startedMs < learnMs) return undefined;
      throw error;
    }
  });
}

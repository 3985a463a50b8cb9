import type { SourceTask, TransactionContext } from '@millrace/connector-api';
import type { Producer } from '../broker/broker.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import type { Logger } from '../model/logger.ts';
import { createSendWindow } from './send-window.ts';
import type { SendWindow } from './send-window.ts';
import { createOffsetCommitter } from './source-offsets.ts';
import type { SourceOffsetAccess } from './source-offsets.ts';
import type { SubmittedRecords } from './submitted-records.ts';
import type { TaskControl } from './task-control.ts';
import type { Polled } from './text-conversion.ts';

/** What a source task's records and offsets are promised on their way: at least once, or exactly once. */
export interface SourceDelivery extends SendWindow {
  /** What the task says by where its transactions end; null: nothing. */
  readonly transactions: TransactionContext | null;
  /** The task has started. */
  begin(): void;
  /** Takes all that was polled at once to the window by `dispatch`. Rejects with what fails the task. */
  handOver(polled: Polled, dispatch: (part: Polled) => Promise<void>): Promise<void>;
  /** The task had nothing, or is about to be paused (`rests`). */
  idle(rests: boolean): Promise<void> | undefined;
  /** Runs `tell` when what was delivered before the call can be read by everybody. */
  whenVisible(tell: () => void): void;
  /** Nothing is committed by itself any more. */
  endTimers(): void;
  /** Commits what there is to commit, or takes it back if the task has failed. */
  end(failed: boolean): Promise<void>;
}

export interface DeliveryParts {
  readonly task: SourceTask;
  readonly producer: Producer;
  readonly submitted: SubmittedRecords;
  /** Resolves when what is to be told of records that were left out is safe: before that no offset behind them may be committed. */
  readonly reported: () => Promise<void>;
  readonly control: TaskControl;
  readonly meter: TaskMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface AcknowledgedOptions extends DeliveryParts {
  readonly tolerant: boolean;
  readonly writeOffsets: SourceOffsetAccess['write'];
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
}

/**
 * At least once (Java: WorkerSourceTask): the offsets of what has been acknowledged are committed at intervals and at the end; a record
 * whose acknowledgement did not come is read again by the next run.
 */
export function createAcknowledgedDelivery(options: AcknowledgedOptions): SourceDelivery {
  const { task, producer, submitted, control, meter, clock, logger, tolerant } = options;
  const window = createSendWindow({ producer, control, clock, tolerant });
  const committer = createOffsetCommitter(
    submitted,
    async (offsets) => {
      if (!control.abandoned) await options.writeOffsets(offsets);
    },
    options.reported,
  );
  let cancelTimer: (() => void) | null = null;

  async function commit(): Promise<void> {
    const startedAt = clock.now();
    let written = false;
    try {
      const outcome = await within(clock, options.flushTimeoutMs, committer.commit(), 'late');
      written = outcome !== 'late';
      meter.commit(clock.now() - startedAt, written);
      if (!written) return logger.error('Timed out waiting to flush offsets to storage; they are tried again next time');
      if (!control.abandoned) await task.commit?.();
    } catch (error) {
      if (!written) meter.commit(clock.now() - startedAt, false);
      logger.error('Failed to commit offsets; they are tried again next time', { error });
    }
  }

  function commitLater(): void {
    cancelTimer = clock.after(options.flushIntervalMs, () => void commit().then(() => cancelTimer !== null && commitLater()));
  }

  function endTimers(): void {
    cancelTimer?.();
    cancelTimer = null;
  }

  return {
    ...window,
    transactions: null,
    begin: commitLater,
    handOver: (polled, dispatch) => dispatch(polled),
    idle: () => undefined,
    whenVisible: (tell) => tell(),
    endTimers,
    async end() {
      endTimers();
      await within(clock, options.flushTimeoutMs, window.drained(), undefined);
      if (!control.abandoned) await commit();
    },
  };
}

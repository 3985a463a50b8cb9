import { ConnectError } from '@millrace/connector-api';
import type { SourceRecord, TransactionContext } from '@millrace/connector-api';

export type TransactionEnd = 'commit' | 'abort';

/** Records that are handed over together, and how the transaction ends after them; null: it goes on. */
export interface TransactionPart {
  readonly records: readonly SourceRecord[];
  readonly end: TransactionEnd | null;
}

/** What a task asks of its transactions (Java: WorkerTransactionContext). */
export interface TransactionRequests {
  /** What the task is given. */
  readonly context: TransactionContext;
  /** Cuts a batch after the records that the task has named. Throws ConnectError where it wants both of a record. */
  split(records: readonly SourceRecord[]): TransactionPart[];
  /** What the task wants after the batch, asked once. Throws ConnectError where it wants both. */
  takeBatchEnd(): TransactionEnd | null;
}

export function createTransactionRequests(): TransactionRequests {
  const named: Record<TransactionEnd, Set<SourceRecord>> = { commit: new Set(), abort: new Set() };
  const batch: Record<TransactionEnd, boolean> = { commit: false, abort: false };

  function ask(end: TransactionEnd, record: SourceRecord | undefined): void {
    if (record === undefined) batch[end] = true;
    else named[end].add(record);
  }

  function takeEnd(record: SourceRecord): TransactionEnd | null {
    const commits = named.commit.delete(record);
    const aborts = named.abort.delete(record);
    if (commits && aborts) throw both('the same record');
    return commits ? 'commit' : aborts ? 'abort' : null;
  }

  return {
    context: {
      commitTransaction: (record) => ask('commit', record),
      abortTransaction: (record) => ask('abort', record),
    },
    split(records) {
      if (named.commit.size === 0 && named.abort.size === 0) return records.length === 0 ? [] : [{ records, end: null }];
      const parts: TransactionPart[] = [];
      let from = 0;
      for (const [at, record] of records.entries()) {
        const end = takeEnd(record);
        if (end === null && at < records.length - 1) continue;
        parts.push({ records: records.slice(from, at + 1), end });
        from = at + 1;
      }
      return parts;
    },
    takeBatchEnd() {
      const { commit, abort } = batch;
      batch.commit = false;
      batch.abort = false;
      if (commit && abort) throw both('the same batch');
      return commit ? 'commit' : abort ? 'abort' : null;
    },
  };
}

function both(what: string): ConnectError {
  return new ConnectError(
    `The task asked for its transaction to be both committed and aborted after ${what}; it has to be one of them`,
  );
}

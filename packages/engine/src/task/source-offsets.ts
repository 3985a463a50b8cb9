import type { OffsetReader } from '@millrace/connector-api';
import type { OffsetText } from '../model/offset-texts.ts';
import { parseSourceJson, sourceJson } from './source-json.ts';
import type { SubmittedRecords } from './submitted-records.ts';

/** Reads and writes a connector's source offsets, wherever they are kept. Partitions and offsets are JSON text. */
export interface SourceOffsetAccess {
  read(partitions: readonly string[]): Promise<(string | null)[]>;
  /** Resolves when they are safe. */
  write(offsets: readonly OffsetText[]): Promise<void>;
}

/** The reader that connectors and tasks are given. */
export function createOffsetReader(access: Pick<SourceOffsetAccess, 'read'>): OffsetReader {
  return {
    async read(partitions) {
      const offsets = await access.read(partitions.map((partition) => sourceJson(partition)));
      return offsets.map((offset) => (offset === null ? null : parseSourceJson(offset)));
    },
  };
}

/** Writes the offsets of what has been acknowledged; what could not be written is kept for the next time. */
export interface OffsetCommitter {
  /** One at a time: a call while another is under way waits for it. Rejects with what the store says. */
  commit(): Promise<void>;
}

/** `reported`: resolves when the records before these offsets that were left out are where they can be found. */
export function createOffsetCommitter(
  submitted: SubmittedRecords,
  write: SourceOffsetAccess['write'],
  reported: () => Promise<void> = async () => undefined,
): OffsetCommitter {
  const unwritten = new Map<string, OffsetText>();
  let last: Promise<void> = Promise.resolve();

  async function commitNow(): Promise<void> {
    for (const [key, offset] of submitted.takeCommittable()) unwritten.set(key, offset);
    await reported();
    if (unwritten.size === 0) return;
    const writing = new Map(unwritten);
    await write([...writing.values()]);
    for (const [key, offset] of writing) if (unwritten.get(key) === offset) unwritten.delete(key);
  }

  return {
    commit() {
      last = last.then(commitNow, commitNow);
      return last;
    },
  };
}

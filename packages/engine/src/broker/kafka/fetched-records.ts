import { at, CorruptBatchError, readBatchHeader } from '../record-batch.ts';
import type { BatchHeader } from '../record-batch.ts';
import { DecodedRecords } from '../decoded-records.ts';
import type { TakenRecords } from '../taken-records.ts';
import { RecordBatchReader } from '../record-batch-decoder.ts';
import { decompress } from './compression.ts';
import type { AbortedTransaction } from './fetch-request.ts';

const lengthOverhead = 12;
const lengthEnd = 12;

/**
 * What one fetch has brought of one partition, decoded as it is taken. Markers, batches of aborted transactions and records before
 * the position are stepped over.
 */
export class FetchedRecords {
  #rest: Buffer;
  #position: number;
  #reader: { readonly records: RecordBatchReader; readonly header: BatchHeader } | null = null;
  readonly #aborted: AbortedTransaction[];
  readonly #abortedProducers = new Set<bigint>();

  constructor(records: Buffer, aborted: readonly AbortedTransaction[], position: number) {
    this.#rest = records;
    this.#aborted = aborted.toSorted((a, b) => a.firstOffset - b.firstOffset);
    this.#position = position;
  }

  /** The offset after all that was taken or stepped over. */
  get position(): number {
    return this.#position;
  }

  /**
   * At most `limit` records; null: no more, then `position` may still have moved. Throws CorruptBatchError, also when the first
   * batch is cut off: it is larger than what a fetch brings.
   */
  async take(limit: number): Promise<TakenRecords | null> {
    const parts: DecodedRecords[] = [];
    let timestampType: TakenRecords['timestampType'] | null = null;
    // More than half is enough: joining compressed batches costs a copy.
    for (let missing = limit; missing > limit / 2;) {
      if (this.#reader === null && !(await this.#openNext())) break;
      const { records, header } = this.#reader!;
      if (timestampType !== null && timestampType !== header.timestampType) break;
      const more = records.read(missing, this.#position);
      this.#position = records.isDone ? header.lastOffset + 1 : (more.offsets.at(-1) ?? this.#position - 1) + 1;
      if (records.isDone) this.#reader = null;
      if (more.offsets.length === 0) continue;
      timestampType = header.timestampType;
      missing -= more.offsets.length;
      parts.push(more);
    }
    if (timestampType === null) return null;
    // What is not to be seen right behind them is stepped over, so that a commit covers it.
    if (this.#reader === null) await this.#openNext();
    return { records: DecodedRecords.join(parts), timestampType, nextOffset: this.#position };
  }

  async #openNext(): Promise<boolean> {
    for (;;) {
      const whole = this.#nextWhole();
      if (whole === null) return false;
      const header = readBatchHeader(whole);
      if (header.lastOffset < this.#position) continue;
      if (this.#isHidden(header, whole)) {
        this.#position = header.lastOffset + 1;
        continue;
      }
      const plain = header.compression === 'none' ? undefined : await decompress(header.compression, whole.subarray(at.records));
      this.#reader = { records: new RecordBatchReader(whole, plain), header };
      return true;
    }
  }

  #nextWhole(): Buffer | null {
    if (this.#rest.length < lengthEnd) return null;
    const size = this.#rest.readInt32BE(at.length) + lengthOverhead;
    if (size > this.#rest.length) return null;
    const whole = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return whole;
  }

  #isHidden(header: BatchHeader, whole: Buffer): boolean {
    while (this.#aborted.length > 0 && this.#aborted[0]!.firstOffset <= header.lastOffset) {
      this.#abortedProducers.add(this.#aborted.shift()!.producerId);
    }
    if (header.control) {
      if (isAbortMarker(whole)) this.#abortedProducers.delete(header.producerId);
      return true;
    }
    return header.transactional && this.#abortedProducers.has(header.producerId);
  }
}

/** The key of a marker is its version and its type: 0 is an abort. */
function isAbortMarker(whole: Buffer): boolean {
  const { keys } = new RecordBatchReader(whole).read(1);
  const key = keys[0];
  if (key === null || key === undefined || key.length < 4) throw new CorruptBatchError('A transaction marker has no type');
  return Buffer.from(key).readInt16BE(2) === 0;
}

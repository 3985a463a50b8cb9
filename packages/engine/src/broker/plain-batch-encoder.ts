import type { PackedBytes } from '@millrace/connector-api';
import { type BatchProducer, recordOverhead, varintSize, writeHeader, writeVarint } from './batch-writing.ts';
import { at } from './record-batch.ts';

/** Records that have neither keys nor headers. */
export interface PlainRecords {
  readonly values: PackedBytes;
  /** null, as a whole or for one: now. */
  readonly timestamps: readonly (number | null)[] | null;
}

export interface PlainOptions {
  readonly nowMs: number;
  readonly attributes: number;
  readonly producer: BatchProducer | null;
  readonly allocate: (size: number) => Buffer;
}

/** One RecordBatch of all of them, in their order. */
export function encodePlainBatch(parts: readonly PlainRecords[], options: PlainOptions): Buffer {
  const { nowMs, attributes, producer } = options;
  const spans = parts.map(({ values }) => denseSpan(values));
  let size: number = at.records;
  let count = 0;
  for (const [n, { values }] of parts.entries()) {
    size += values.length * recordOverhead + spans[n]!.size;
    count += values.length;
  }
  const batch = options.allocate(size);
  const baseTimestamp = parts[0]?.timestamps?.[0] ?? nowMs;
  const progress: Progress = { position: at.records, count: 0, baseTimestamp, maxTimestamp: baseTimestamp };
  for (const [n, part] of parts.entries()) writePart(batch, part, spans[n]!, nowMs, progress);
  const whole = batch.subarray(0, progress.position);
  const { maxTimestamp } = progress;
  writeHeader(whole, { baseOffset: 0, lastOffsetDelta: count - 1, attributes, baseTimestamp, maxTimestamp, count, producer });
  return whole;
}

interface Progress {
  position: number;
  count: number;
  readonly baseTimestamp: number;
  maxTimestamp: number;
}

function writePart(batch: Buffer, { values, timestamps }: PlainRecords, span: Span, nowMs: number, progress: Progress): void {
  const { bytes, starts, lengths } = values;
  const { baseTimestamp } = progress;
  let { position, maxTimestamp } = progress;
  // They are copied ahead in one go, and from there each to its place: that costs less than a view of each.
  const room = position + lengths.length * recordOverhead;
  if (span.isDense) batch.set(bytes.subarray(span.from, span.from + span.size), room);
  const moved = room - span.from;
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i]!;
    const timestamp = timestamps === null ? nowMs : (timestamps[i] ?? nowMs);
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    position = writeStart(batch, position, timestamp - baseTimestamp, progress.count + i, length);
    if (length > 0) {
      const start = starts[i]!;
      if (span.isDense) batch.copyWithin(position, start + moved, start + moved + length);
      else batch.set(bytes.subarray(start, start + length), position);
      position += length;
    }
    batch[position++] = 0;
  }
  progress.position = position;
  progress.maxTimestamp = maxTimestamp;
  progress.count += lengths.length;
}

interface Span {
  readonly isDense: boolean;
  readonly from: number;
  readonly size: number;
}

/** The stretch of memory that holds the values, if they lie there in their order without much between them; else their size. */
function denseSpan({ starts, lengths }: PackedBytes): Span {
  let from = -1;
  let end = 0;
  let size = 0;
  let inOrder = true;
  for (let i = 0; i < lengths.length; i++) {
    if (lengths[i]! < 0) continue;
    if (from < 0) from = end = starts[i]!;
    if (starts[i]! < end) inOrder = false;
    end = starts[i]! + lengths[i]!;
    size += lengths[i]!;
  }
  if (from < 0) return { isDense: false, from: 0, size };
  const isDense = inOrder && end - from <= size * 2;
  return isDense ? { isDense, from, size: end - from } : { isDense, from: 0, size };
}

/** What stands before the value of a record that has no key. */
function writeStart(batch: Buffer, start: number, timestampDelta: number, offsetDelta: number, length: number): number {
  const valueSize = length < 0 ? 1 : varintSize(length) + length;
  const size = 3 + varintSize(timestampDelta) + varintSize(offsetDelta) + valueSize;
  let position = writeVarint(batch, start, size);
  batch[position++] = 0;
  position = writeVarint(batch, position, timestampDelta);
  position = writeVarint(batch, position, offsetDelta);
  batch[position++] = 1;
  return writeVarint(batch, position, length);
}

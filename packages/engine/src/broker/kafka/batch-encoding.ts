import { at, attribute, compressions, sealBatch } from '../record-batch.ts';
import { encodeRecordBatch } from '../record-batch-encoder.ts';
import type { ProducerBatch } from '../records.ts';
import { compress } from './compression.ts';
import type { CompressionName } from './compression.ts';
import type { ProducerIdentity } from './produce-requests.ts';

/** Some records of a batch; `indexes` null: all. */
export interface RecordSelection {
  readonly batch: ProducerBatch;
  readonly indexes: Uint32Array | null;
  readonly count: number;
}

export interface BatchOptions {
  readonly compression: CompressionName;
  readonly producer: (ProducerIdentity & { readonly sequence: number; readonly isTransactional: boolean }) | null;
}

/** One RecordBatch of all these records, as a broker takes it. */
export async function encodeForKafka(selections: readonly RecordSelection[], options: BatchOptions): Promise<Buffer> {
  const { batch, indexes } = selections.length === 1 ? selections[0]! : merge(selections);
  const plain = encodeRecordBatch(batch, { indexes, nowMs: Date.now(), timestampType: 'CreateTime' });
  const codec = compressions.indexOf(options.compression);
  const sent =
    codec === 0
      ? plain
      : Buffer.concat([plain.subarray(0, at.records), await compress(options.compression, plain.subarray(at.records))]);
  const { producer } = options;
  sent.writeInt16BE(codec | (producer?.isTransactional === true ? attribute.transactional : 0), at.attributes);
  if (producer !== null) {
    sent.writeBigInt64BE(producer.id, at.producerId);
    sent.writeInt16BE(producer.epoch, at.producerEpoch);
    sent.writeInt32BE(producer.sequence, at.baseSequence);
  }
  sealBatch(sent);
  return sent;
}

function merge(selections: readonly RecordSelection[]): { readonly batch: ProducerBatch; readonly indexes: null } {
  const column = <T>(pick: (batch: ProducerBatch) => readonly T[] | null, missing: T): T[] | null => {
    if (selections.every(({ batch }) => pick(batch) === null)) return null;
    return selections.flatMap(({ batch, indexes, count }) => {
      const all = pick(batch);
      if (all === null) return Array.from({ length: count }, () => missing);
      return indexes === null ? all : Array.from(indexes, (i) => all[i]!);
    });
  };
  const batch: ProducerBatch = {
    topic: selections[0]!.batch.topic,
    partition: null,
    keys: column((each) => each.keys, null),
    values: column<Uint8Array | null>((each) => each.values, null) ?? [],
    timestamps: column((each) => each.timestamps, null),
    headers: column((each) => each.headers, []),
  };
  return { batch, indexes: null };
}

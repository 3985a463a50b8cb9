import { at, attribute, compressions, sealBatch } from '../record-batch.ts';
import { encodeRecordBatch } from '../record-batch-encoder.ts';
import type { RecordSelection } from '../record-batch-encoder.ts';
import { compress } from './compression.ts';
import type { CompressionName } from './compression.ts';
import type { ProducerIdentity } from './produce-requests.ts';

export interface BatchOptions {
  readonly compression: CompressionName;
  readonly producer: (ProducerIdentity & { readonly sequence: number; readonly isTransactional: boolean }) | null;
}

/** One RecordBatch of all these records, as a broker takes it. */
export async function encodeForKafka(
  selections: readonly RecordSelection[],
  { compression, producer }: BatchOptions,
): Promise<Buffer> {
  const isTransactional = producer?.isTransactional === true;
  const plain = encodeRecordBatch(selections, { nowMs: Date.now(), timestampType: 'CreateTime', producer, isTransactional });
  if (compression === 'none') return plain;
  const sent = Buffer.concat([plain.subarray(0, at.records), await compress(compression, plain.subarray(at.records))]);
  sent.writeInt16BE(compressions.indexOf(compression) | (isTransactional ? attribute.transactional : 0), at.attributes);
  sealBatch(sent);
  return sent;
}

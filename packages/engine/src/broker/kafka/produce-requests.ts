import type { GroupOffset, TopicPartition } from '../records.ts';
import { readByTopic, readPartitionErrors, writeByTopic, writeOffsets } from './group-requests.ts';
import type { PartitionErrors } from './group-requests.ts';
import type { WireRequest } from './wire-request.ts';

export interface ProducePart extends TopicPartition {
  /** One RecordBatch. */
  readonly batch: Buffer;
}

export interface ProduceResult extends TopicPartition {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly baseOffset: number;
}

export interface ProduceOptions {
  readonly acks: -1 | 0 | 1;
  readonly timeoutMs: number;
  readonly transactionalId: string | null;
}

interface ProduceAnswer {
  readonly results: readonly ProduceResult[];
  readonly throttleMs: number;
}

const withLogStart = 5;
const withErrorMessages = 8;

/** At most one part for each partition. */
export function produceRequest(parts: readonly ProducePart[], options: ProduceOptions): WireRequest<ProduceAnswer> {
  return {
    name: 'Produce',
    key: 0,
    versions: [3, withErrorMessages],
    ...(options.acks === 0 ? { answer: 'none' as const } : {}),
    write: (to) => {
      to.string(options.transactionalId).int16(options.acks).int32(options.timeoutMs);
      writeByTopic(to, parts, ({ partition, batch }) => to.int32(partition).bytes(batch));
    },
    read: (from, version) => {
      const results = readByTopic(from, (topic): ProduceResult => {
        const partition = from.int32();
        const errorCode = from.int16();
        const baseOffset = from.int64();
        from.int64(); // log append time
        if (version >= withLogStart) from.int64();
        if (version < withErrorMessages) return { topic, partition, errorCode, errorMessage: null, baseOffset };
        const ofRecords = from.array(() => {
          from.int32();
          return from.nullableString();
        });
        const errorMessage = from.nullableString();
        return { topic, partition, errorCode, errorMessage: ofRecords[0] ?? errorMessage, baseOffset };
      });
      return { results, throttleMs: from.int32() };
    },
    throttleMs: (answer) => answer.throttleMs,
  };
}

/** Who writes, so that the broker can tell repetitions and those who were fenced. */
export interface ProducerIdentity {
  readonly id: bigint;
  readonly epoch: number;
}

export function initProducerRequest(
  transactionalId: string | null,
  transactionTimeoutMs: number,
): WireRequest<ProducerIdentity & { readonly errorCode: number }> {
  return {
    name: 'InitProducerId',
    key: 22,
    versions: [1, 1],
    write: (to) => void to.string(transactionalId).int32(transactionTimeoutMs),
    read: (from) => {
      from.int32(); // throttle time
      return { errorCode: from.int16(), id: from.bigint(), epoch: from.int16() };
    },
  };
}

export interface TransactionIdentity extends ProducerIdentity {
  readonly transactionalId: string;
}

export function addPartitionsRequest(
  { transactionalId, id, epoch }: TransactionIdentity,
  partitions: readonly TopicPartition[],
): WireRequest<PartitionErrors> {
  return {
    name: 'AddPartitionsToTxn',
    key: 24,
    versions: [0, 0],
    write: (to) => {
      to.string(transactionalId).int64(id).int16(epoch);
      writeByTopic(to, partitions, ({ partition }) => to.int32(partition));
    },
    read: (from) => {
      from.int32(); // throttle time
      return readPartitionErrors(from);
    },
  };
}

export function addGroupRequest({ transactionalId, id, epoch }: TransactionIdentity, groupId: string): WireRequest<number> {
  return {
    name: 'AddOffsetsToTxn',
    key: 25,
    versions: [0, 0],
    write: (to) => void to.string(transactionalId).int64(id).int16(epoch).string(groupId),
    read: (from) => {
      from.int32(); // throttle time
      return from.int16();
    },
  };
}

export function commitInTransactionRequest(
  { transactionalId, id, epoch }: TransactionIdentity,
  groupId: string,
  offsets: readonly GroupOffset[],
): WireRequest<PartitionErrors> {
  return {
    name: 'TxnOffsetCommit',
    key: 28,
    versions: [0, 0],
    write: (to) => writeOffsets(to.string(transactionalId).string(groupId).int64(id).int16(epoch), offsets),
    read: (from) => {
      from.int32(); // throttle time
      return readPartitionErrors(from);
    },
  };
}

export function endTransactionRequest(
  { transactionalId, id, epoch }: TransactionIdentity,
  commits: boolean,
): WireRequest<number> {
  return {
    name: 'EndTxn',
    key: 26,
    versions: [0, 0],
    write: (to) => void to.string(transactionalId).int64(id).int16(epoch).bool(commits),
    read: (from) => {
      from.int32(); // throttle time
      return from.int16();
    },
  };
}

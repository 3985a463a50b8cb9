import type { OffsetChange } from '../engine.ts';
import { BadRequestError } from '../model/errors.ts';
import { stringifyJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';

/** A position of a sink's consumer group, as a user wants it. */
export interface SinkOffset {
  readonly topic: string;
  readonly partition: number;
  /** null: to be removed. */
  readonly offset: bigint | null;
}

const MAX_INT = 2n ** 31n - 1n;
const MAX_LONG = 2n ** 63n - 1n;

export function sinkPartition(topic: string, partition: number): Readonly<Record<string, unknown>> {
  return { kafka_topic: topic, kafka_partition: partition };
}

/**
 * Reads `{"kafka_topic", "kafka_partition"}` and `{"kafka_offset"}`; numbers may be given as text. Of entries for the same partition
 * the last counts. Throws BadRequestError with Kafka Connect's texts.
 */
export function readSinkOffsets(changes: readonly OffsetChange[]): SinkOffset[] {
  const read = new Map<string, SinkOffset>();
  for (const { partition, offset } of changes) {
    const where = readPartition(partition);
    read.set(JSON.stringify([where.topic, where.partition]), { ...where, offset: readOffset(offset) });
  }
  return [...read.values()];
}

function readPartition(partition: Readonly<Record<string, unknown>> | null): { topic: string; partition: number } {
  if (partition === null) throw new BadRequestError('The partition for a sink connector offset cannot be null or missing');
  if (!Object.hasOwn(partition, 'kafka_topic') || !Object.hasOwn(partition, 'kafka_partition')) {
    throw new BadRequestError(
      "The partition for a sink connector offset must contain the keys 'kafka_topic' and 'kafka_partition'",
    );
  }
  const { kafka_topic: topic, kafka_partition: number } = partition;
  if (topic === null) throw new BadRequestError('Kafka topic names must be valid strings and may not be null');
  if (number === null) throw new BadRequestError('Kafka partitions must be valid numbers and may not be null');
  const parsed = readWhole(number, MAX_INT);
  if (parsed === null || parsed < 0n) {
    throw new BadRequestError(
      `Failed to parse the following Kafka partition value in the provided offsets: '${shown(number)}'. ` +
        'Partition values for sink connectors need to be integers.',
    );
  }
  return { topic: shown(topic), partition: Number(parsed) };
}

function readOffset(offset: Readonly<Record<string, unknown>> | null): bigint | null {
  if (offset === null) return null;
  if (!Object.hasOwn(offset, 'kafka_offset')) {
    throw new BadRequestError("The offset for a sink connector should either be null or contain the key 'kafka_offset'");
  }
  const parsed = readWhole(offset['kafka_offset'], MAX_LONG);
  if (parsed === null) {
    throw new BadRequestError(
      `Failed to parse the following Kafka offset value in the provided offsets: '${shown(offset['kafka_offset'])}'. ` +
        'Offset values for sink connectors need to be integers.',
    );
  }
  if (parsed < 0n) throw new BadRequestError(`The Kafka offset ${parsed} is negative; an offset is 0 or more`);
  return parsed;
}

/** A whole number that is not larger than `max` either way, given as such or as text. */
function readWhole(value: unknown, max: bigint): bigint | null {
  const text = typeof value === 'string' ? value : typeof value === 'bigint' || Number.isInteger(value) ? String(value) : '';
  if (!/^[+-]?\d{1,25}$/.test(text)) return null;
  const number = BigInt(text.replace(/^\+/, ''));
  return number > max || number < -max - 1n ? null : number;
}

/** A JSON value as a message shows it. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : stringifyJson(value as Json);
}

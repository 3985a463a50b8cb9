import type { Header, SourceRecord } from '../record.ts';
import type { Schema } from '../schema.ts';
import { validateValue } from '../validate-value.ts';
import { HarnessError } from './harness-options.ts';
import { offsetText } from './stored-offset.ts';

/** Throws HarnessError, saying what is wrong, for what a worker could not send or go on from. */
export function checkSourceRecord(record: SourceRecord): void {
  requireThat(typeof record === 'object' && record !== null, `A record has to be an object, not ${typeof record}`);
  const { topic, partition, timestamp, sourcePartition, sourceOffset } = record;
  requireThat(
    typeof topic === 'string' && topic !== '',
    `The topic of a record has to be a text that is not empty, not ${typeof topic}`,
  );
  const where = `A record for the topic ${topic}`;
  requireThat(
    partition === null || (Number.isInteger(partition) && partition >= 0),
    `${where}: its partition is ${String(partition)}`,
  );
  requireThat(timestamp === null || Number.isFinite(timestamp), `${where}: its timestamp is ${String(timestamp)}`);
  checkValue(`${where}: its key`, record.keySchema, record.key);
  checkValue(`${where}: its value`, record.valueSchema, record.value);
  requireThat(Array.isArray(record.headers), `${where}: its headers have to be an array`);
  for (const header of record.headers) checkHeader(where, header);
  requireThat(
    (sourcePartition === null) === (sourceOffset === null),
    `${where} has to have both source partition and offset, or neither`,
  );
  if (sourcePartition === null || sourceOffset === null) return;
  offsetText(`${where}: its source partition`, sourcePartition);
  offsetText(`${where}: its source offset`, sourceOffset);
}

function checkHeader(where: string, { key, schema, value }: Header): void {
  requireThat(typeof key === 'string', `${where}: the key of a header has to be a text, not ${typeof key}`);
  checkValue(`${where}: its header ${key}`, schema, value);
}

function checkValue(what: string, schema: Schema | null, value: unknown): void {
  requireThat(
    value !== undefined && schema !== undefined,
    `${what}, or the schema of it, is undefined; without one it has to be null`,
  );
  if (schema === null) return;
  try {
    validateValue(schema, value);
  } catch (cause) {
    throw new HarnessError(`${what} does not fit its schema: ${(cause as Error).message}`, { cause });
  }
}

function requireThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new HarnessError(message);
}

import { DataError } from './errors.ts';
import type { Schema } from './schema.ts';
import { SchemaBuilder } from './schema-builder.ts';

const MS_PER_DAY = 86_400_000;

const DATE_NAME = 'org.apache.kafka.connect.data.Date';
const TIME_NAME = 'org.apache.kafka.connect.data.Time';
const TIMESTAMP_NAME = 'org.apache.kafka.connect.data.Timestamp';

/** The logical type of days without a time: a JavaScript `Date` at midnight UTC, days since the epoch when written. */
export const ConnectDate = {
  LOGICAL_NAME: DATE_NAME,
  builder: (): SchemaBuilder => SchemaBuilder.int32().name(DATE_NAME).version(1),
  SCHEMA: SchemaBuilder.int32().name(DATE_NAME).version(1).build(),

  /** Days since the epoch. A DataError if the date has a time of day. */
  fromLogical(schema: Schema, value: Date): number {
    checkName(schema, DATE_NAME, 'Date');
    const ms = timeOf(value);
    if (ms % MS_PER_DAY !== 0) {
      throw new DataError('Kafka Connect Date type should not have any time fields set to non-zero values.');
    }
    return ms / MS_PER_DAY;
  },

  toLogical(schema: Schema, days: number): Date {
    checkName(schema, DATE_NAME, 'Date');
    return dateOf(days * MS_PER_DAY);
  },
} as const;

/** The logical type of times of day: a JavaScript `Date` on January 1, 1970 UTC, milliseconds since midnight when written. */
export const ConnectTime = {
  LOGICAL_NAME: TIME_NAME,
  builder: (): SchemaBuilder => SchemaBuilder.int32().name(TIME_NAME).version(1),
  SCHEMA: SchemaBuilder.int32().name(TIME_NAME).version(1).build(),

  fromLogical(schema: Schema, value: Date): number {
    checkName(schema, TIME_NAME, 'Time');
    const ms = timeOf(value);
    if (ms < 0 || ms > MS_PER_DAY) {
      throw new DataError('Kafka Connect Time type should not have any date fields set to non-zero values.');
    }
    return ms;
  },

  toLogical(schema: Schema, ms: number): Date {
    // Java names Date here too.
    checkName(schema, TIME_NAME, 'Date');
    if (ms < 0 || ms > MS_PER_DAY) {
      throw new DataError('Time values must use number of milliseconds greater than 0 and less than 86400000');
    }
    return dateOf(ms);
  },
} as const;

/** The logical type of points in time: a JavaScript `Date`, milliseconds since the epoch as a 64-bit integer when written. */
export const ConnectTimestamp = {
  LOGICAL_NAME: TIMESTAMP_NAME,
  builder: (): SchemaBuilder => SchemaBuilder.int64().name(TIMESTAMP_NAME).version(1),
  SCHEMA: SchemaBuilder.int64().name(TIMESTAMP_NAME).version(1).build(),

  fromLogical(schema: Schema, value: Date): bigint {
    checkName(schema, TIMESTAMP_NAME, 'Timestamp');
    return BigInt(timeOf(value));
  },

  /** A DataError for times that a JavaScript Date cannot hold: 8.64e15 ms before or after the epoch, some 275,760 years. */
  toLogical(schema: Schema, ms: bigint): Date {
    checkName(schema, TIMESTAMP_NAME, 'Timestamp');
    return dateOf(ms);
  },
} as const;

function checkName(schema: Schema, name: string, what: string): void {
  if (schema.name !== name) {
    throw new DataError(`Requested conversion of ${what} object but the schema does not match.`);
  }
}

function timeOf(value: Date): number {
  const ms = value.getTime();
  if (Number.isNaN(ms)) throw new DataError('The Date holds no time (Invalid Date).');
  return ms;
}

function dateOf(ms: number | bigint): Date {
  const date = new Date(Number(ms));
  if (Number.isNaN(date.getTime())) {
    throw new DataError(`${ms} ms since the epoch are more than a JavaScript Date can hold (8640000000000000).`);
  }
  return date;
}

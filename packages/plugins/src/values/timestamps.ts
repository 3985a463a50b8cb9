import {
  ConnectDate,
  ConnectError,
  ConnectTime,
  ConnectTimestamp,
  DataError,
  javaClassOfData,
  schemas,
  type Schema,
} from '@millrace/connector-api';
import { DateTextError } from '../errors.ts';
import type { DateFormat } from '../dates/date-format.ts';
import { int64Value } from './java-numbers.ts';

const MS_PER_DAY = 86_400_000;
const INT64_MAX = 2n ** 63n - 1n;

/** The ways in which a record can tell a point in time. */
export type TimestampType = 'string' | 'unix' | 'Date' | 'Time' | 'Timestamp';

/** How numbers count since the epoch: units a millisecond, or milliseconds a unit. */
export type UnixPrecision = 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

export interface TimestampForms {
  /** Of strings; null where none is configured. */
  readonly format: DateFormat | null;
  readonly precision: UnixPrecision;
}

const SCHEMAS: Readonly<Record<TimestampType, { readonly required: Schema; readonly optional: Schema }>> = {
  string: { required: schemas.STRING, optional: schemas.OPTIONAL_STRING },
  unix: { required: schemas.INT64, optional: schemas.OPTIONAL_INT64 },
  Date: { required: ConnectDate.SCHEMA, optional: ConnectDate.builder().optional().build() },
  Time: { required: ConnectTime.SCHEMA, optional: ConnectTime.builder().optional().build() },
  Timestamp: { required: ConnectTimestamp.SCHEMA, optional: ConnectTimestamp.builder().optional().build() },
};

/** The schema of points in time that are told in this way. */
export function timestampSchema(type: TimestampType, optional: boolean): Schema {
  return optional ? SCHEMAS[type].optional : SCHEMAS[type].required;
}

/** How values of a schema tell points in time; a ConnectError if they do not. */
export function timestampTypeOf(schema: Schema): TimestampType {
  if (schema.name === ConnectTimestamp.LOGICAL_NAME) return 'Timestamp';
  if (schema.name === ConnectDate.LOGICAL_NAME) return 'Date';
  if (schema.name === ConnectTime.LOGICAL_NAME) return 'Time';
  if (schema.type === 'STRING') return 'string';
  if (schema.type === 'INT64') return 'unix';
  throw new ConnectError(`Schema ${String(schema)} does not correspond to a known timestamp type format`);
}

/** How a value without a schema tells a point in time; a DataError if it does not. */
export function timestampTypeOfData(value: unknown): TimestampType {
  if (value instanceof Date) return 'Timestamp';
  const javaClass = javaClassOfData(value, null);
  if (javaClass === 'java.lang.Long') return 'unix';
  if (javaClass === 'java.lang.String') return 'string';
  throw new DataError(`TimestampConverter does not support class ${javaClass} objects as timestamps`);
}

/** The point in time that a value tells. Throws a DataError for a value that is not of that type, or that no Date can hold. */
export function toDate(value: unknown, type: TimestampType, schema: Schema | null, forms: TimestampForms): Date {
  if (type === 'string') return fromString(value, schema, forms);
  if (type === 'unix') return fromUnix(value, schema, forms.precision);
  if (value instanceof Date) return value;
  throw new DataError(`Expected ${type} to be a java.util.Date, but found class ${javaClassOfData(value, schema)}`);
}

/** A point in time, told in another way. `schema`: of the value that is told; null for schemaless data. */
export function fromDate(date: Date, type: TimestampType, schema: Schema | null, forms: TimestampForms): unknown {
  const ms = date.getTime();
  switch (type) {
    case 'string':
      return formatOf(forms).format(ms);
    case 'unix':
      return int64Value(toUnix(ConnectTimestamp.fromLogical(ConnectTimestamp.SCHEMA, date), forms.precision), schema);
    case 'Date':
      return new Date(Math.floor(ms / MS_PER_DAY) * MS_PER_DAY);
    case 'Time':
      return new Date(ms - Math.floor(ms / MS_PER_DAY) * MS_PER_DAY);
    default:
      return date;
  }
}

function fromString(value: unknown, schema: Schema | null, forms: TimestampForms): Date {
  if (typeof value !== 'string') {
    throw new DataError(`Expected string timestamp to be a String, but found class ${javaClassOfData(value, schema)}`);
  }
  const format = formatOf(forms);
  try {
    return dateOf(format.parse(value));
  } catch (cause) {
    if (!(cause instanceof DateTextError)) throw cause;
    throw new DataError(`Could not parse timestamp: value (${value}) does not match pattern (${format.pattern})`, { cause });
  }
}

function formatOf({ format }: TimestampForms): DateFormat {
  if (format === null)
    throw new DataError("A string can only be read as a timestamp if 'format' says how, which is not configured");
  return format;
}

function fromUnix(value: unknown, schema: Schema | null, precision: UnixPrecision): Date {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) {
    throw new DataError(`Expected Unix timestamp to be a Long, but found class ${javaClassOfData(value, schema)}`);
  }
  return dateOf(toMs(BigInt(value as bigint | number), precision), ` (${String(value)} taken for ${precision})`);
}

function dateOf(ms: bigint | number, origin = ''): Date {
  const date = new Date(Number(ms));
  if (!Number.isNaN(date.getTime())) return date;
  throw new DataError(`${ms} ms since the epoch${origin} are more than a JavaScript Date can hold (8640000000000000).`);
}

function toMs(unix: bigint, precision: UnixPrecision): bigint {
  switch (precision) {
    case 'seconds':
      return saturated(unix * 1000n);
    case 'microseconds':
      return unix / 1000n;
    case 'nanoseconds':
      return unix / 1_000_000n;
    default:
      return unix;
  }
}

function toUnix(ms: bigint, precision: UnixPrecision): bigint {
  switch (precision) {
    case 'seconds':
      return ms / 1000n;
    case 'microseconds':
      return saturated(ms * 1000n);
    case 'nanoseconds':
      return saturated(ms * 1_000_000n);
    default:
      return ms;
  }
}

/** As java.util.concurrent.TimeUnit has it. */
function saturated(value: bigint): bigint {
  if (value > INT64_MAX) return INT64_MAX;
  return value < -INT64_MAX - 1n ? -INT64_MAX - 1n : value;
}

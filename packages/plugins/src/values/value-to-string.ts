import {
  DataError,
  Decimal,
  Float64,
  Struct,
  javaClassOf,
  javaToString,
  type ConnectValue,
  type Schema,
} from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';

const MS_PER_DAY = 86_400_000;

/**
 * The text form of a value that `parseString` reads: strings as they are, but in quotes within lists and maps; bytes in Base64;
 * dates and times for UTC. Throws a DataError for what has no such form.
 */
export function valueToString(schema: Schema | null, value: ConnectValue): string {
  return append(schema, value, false);
}

function append(schema: Schema | null, value: unknown, embedded: boolean): string {
  switch (typeof value) {
    case 'string':
      return embedded ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : value;
    case 'number':
      return javaToString(value, schema);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : appendObject(schema, value, embedded);
    default:
      return 'null';
  }
}

function appendObject(schema: Schema | null, value: object, embedded: boolean): string {
  if (value instanceof Float64) return javaToString(value, schema);
  if (value instanceof Decimal) return value.toString();
  if (value instanceof Uint8Array) {
    const text = asBuffer(value).toString('base64');
    return embedded ? `"${text}"` : text;
  }
  if (Array.isArray(value)) return `[${value.map((item) => append(schema?.valueSchema ?? null, item, true)).join(',')}]`;
  if (value instanceof Map) return appendEntries(schema, value);
  if (value instanceof Struct) return appendStruct(value);
  if (value instanceof Date) return dateToText(value);
  if (javaClassOf(value) === 'java.util.HashMap') return appendEntries(null, Object.entries(value));
  throw new DataError(`Failed to serialize unexpected value type ${javaClassOf(value)}: ${javaToString(value, schema)}`);
}

function appendEntries(schema: Schema | null, entries: Iterable<readonly [unknown, unknown]>): string {
  const parts = Array.from(entries, ([key, item]) => {
    return `${append(schema?.keySchema ?? null, key, true)}:${append(schema?.valueSchema ?? null, item, true)}`;
  });
  return `{${parts.join(',')}}`;
}

function appendStruct(struct: Struct): string {
  const parts = struct.schema.fields.map((field) => {
    return `${append(null, field.name, true)}:${append(field.schema, struct.get(field), true)}`;
  });
  return `{${parts.join(',')}}`;
}

/** What lies on the first day or before is a time, midnights are dates, all else has both. */
function dateToText(date: Date): string {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new DataError('The Date holds no time (Invalid Date).');
  const time = new Date(((ms % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY).toISOString().slice(11);
  if (ms < MS_PER_DAY) return time;
  const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const text = `${String(day[0]).padStart(4, '0')}-${String(day[1]).padStart(2, '0')}-${String(day[2]).padStart(2, '0')}`;
  return ms % MS_PER_DAY === 0 ? text : `${text}T${time}`;
}

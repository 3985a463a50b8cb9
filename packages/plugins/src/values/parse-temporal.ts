import { ConnectDate, ConnectTime, ConnectTimestamp, type Schema, type SchemaAndValue } from '@millrace/connector-api';

const MS_PER_DAY = 86_400_000;
/** 1582-10-15, the first day of the Gregorian calendar. */
const GREGORIAN_FROM_DAY = -141_427;

type FieldName = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'ms';
/** A pattern: names of numeric fields, and the characters between them. */
type Pattern = readonly (FieldName | { readonly literal: string })[];

const literal = (text: string): { readonly literal: string } => ({ literal: text });
const DATE: Pattern = ['year', literal('-'), 'month', literal('-'), 'day'];
const TIME: Pattern = ['hour', literal(':'), 'minute', literal(':'), 'second', literal('.'), 'ms', literal('Z')];
const TIMESTAMP: Pattern = [...DATE, literal('T'), ...TIME];

/** By the length of the text. */
const FORMATS: ReadonlyMap<number, { readonly pattern: Pattern; readonly schema: Schema }> = new Map([
  [13, { pattern: TIME, schema: ConnectTime.SCHEMA }],
  [24, { pattern: TIMESTAMP, schema: ConnectTimestamp.SCHEMA }],
  [10, { pattern: DATE, schema: ConnectDate.SCHEMA }],
]);

/**
 * A date (`2019-08-23`), a time (`14:34:54.346Z`) or a point in time (`2019-08-23T14:34:54.346Z`), colons escaped or not. Fields
 * may overflow (February 30 is March 2), as Java's lenient calendar has it. Undefined if the text is none of these.
 */
export function parseTemporal(text: string): SchemaAndValue | undefined {
  const plain = text.replaceAll('\\:', ':');
  const format = FORMATS.get(plain.length);
  const fields = format === undefined ? undefined : parseFields(plain, format.pattern);
  if (format === undefined || fields === undefined) return undefined;
  const value = new Date(toEpochMs(fields));
  return Number.isNaN(value.getTime()) ? undefined : { schema: format.schema, value };
}

function parseFields(text: string, pattern: Pattern): Map<FieldName, number> | undefined {
  const fields = new Map<FieldName, number>();
  let at = 0;
  for (const part of pattern) {
    if (typeof part === 'object') {
      if (text[at] !== part.literal) return undefined;
      at++;
      continue;
    }
    const match = /^([ \t]*)(-?\p{Nd}+)(?:E(-?\p{Nd}+))?/u.exec(text.slice(at));
    if (match === null) return undefined;
    fields.set(part, Math.trunc(Number(`${match[2] ?? ''}e${match[3] ?? 0}`)));
    at += match[0].length;
  }
  return fields;
}

function toEpochMs(fields: ReadonlyMap<FieldName, number>): number {
  const field = (name: FieldName, absent = 0): number => fields.get(name) ?? absent;
  const time = ((field('hour') * 60 + field('minute')) * 60 + field('second')) * 1000 + field('ms');
  return epochDay(field('year', 1970), field('month', 1), field('day', 1)) * MS_PER_DAY + time;
}

/** Days before October 15, 1582 are of the Julian calendar, and so are those that the change of calendars skipped. */
function epochDay(year: number, month: number, day: number): number {
  const gregorian = gregorianDay(year, month, day);
  return gregorian >= GREGORIAN_FROM_DAY ? gregorian : julianDay(year, month, day);
}

function gregorianDay(year: number, month: number, day: number): number {
  const { years, days } = sinceMarch(year, month, day);
  return days + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) - 719_469;
}

function julianDay(year: number, month: number, day: number): number {
  const { years, days } = sinceMarch(year, month, day);
  return days + Math.floor(years / 4) - 719_471;
}

/** Years that begin in March, so that the leap day is the last of its year, and the days in them without leap days. */
function sinceMarch(year: number, month: number, day: number): { years: number; days: number } {
  const months = year * 12 + month - 3;
  const years = Math.floor(months / 12);
  const monthOfYear = months - years * 12;
  return { years, days: years * 365 + Math.floor((153 * monthOfYear + 2) / 5) + day };
}

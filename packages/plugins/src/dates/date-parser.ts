import { AM_PM, ERAS, MONTHS, WEEKDAYS, type Names } from './date-names.ts';
import type { PatternLetter, PatternPart } from './date-pattern.ts';
import { ParsedFields, yearOf, type FieldName } from './parsed-fields.ts';
import { TextCursor } from './text-cursor.ts';
import { readIsoZone, readZone } from './zone-text.ts';

/** Two digits are a year from so long before the pattern was made until twenty years after it. */
const YEARS_BEFORE = 80;

/** Reads points in time, as milliseconds since the epoch. Throws DateTextError. */
export type DateParser = (text: string) => number;

/** What follows the last field is not looked at. `nowMs`: where the century of two digits is counted from. */
export function createDateParser(parts: readonly PatternPart[], nowMs: number): DateParser {
  const centuryStart = yearsBefore(nowMs, YEARS_BEFORE);
  return (text) => new DateReader(parts, centuryStart).read(text);
}

class DateReader {
  readonly #parts: readonly PatternPart[];
  readonly #centuryStart: number;
  readonly #fields = new ParsedFields();
  /** Whether the year may be the one that the century begins in or the one that it ends in. */
  #isYearAmbiguous = false;

  constructor(parts: readonly PatternPart[], centuryStart: number) {
    this.#parts = parts;
    this.#centuryStart = centuryStart;
  }

  read(text: string): number {
    const cursor = new TextCursor(text);
    for (const [i, part] of this.#parts.entries()) {
      if (part.kind === 'text') cursor.expect(part.text);
      else this.#readField(cursor, part.letter, part.count, isNumeric(this.#parts[i + 1]));
    }
    const ms = this.#fields.toEpochMs();
    if (!this.#isYearAmbiguous || ms >= this.#centuryStart) return ms;
    this.#fields.addYears(100);
    return this.#fields.toEpochMs();
  }

  /** `isCounted`: digits follow, so that the number has no more digits than the pattern has letters. */
  #readField(cursor: TextCursor, letter: PatternLetter, count: number, isCounted: boolean): void {
    const start = cursor.position;
    cursor.skipBlanks();
    const named = isName(letter, count) ? NAMES[letter] : undefined;
    if (named !== undefined) {
      cursor.position = start;
      this.#fields.set(named.field, readName(cursor, named.names) + (named.field === 'dayOfWeek' ? 1 : 0));
    } else if (letter === 'z' || letter === 'Z') {
      this.#fields.set('zoneOffset', readZone(cursor, start));
    } else if (letter === 'X') {
      this.#fields.set('zoneOffset', readIsoZone(cursor, count));
    } else {
      const digitsFrom = cursor.position;
      const value = cursor.number(isCounted ? start + count : undefined);
      this.#setNumber(letter, letter === 'y' || letter === 'Y' ? this.#fullYear(cursor, digitsFrom, value, count) : value);
    }
  }

  #setNumber(letter: PatternLetter, value: number): void {
    const { field, from = (number: number) => number } = NUMBERS[letter] ?? { field: 'ms' };
    this.#fields.set(field, from(value));
  }

  /** Two digits, in a pattern of one letter or two, are a year of the century around now. */
  #fullYear(cursor: TextCursor, digitsFrom: number, value: number, count: number): number {
    const isShort = count <= 2 && /^\p{Nd}{2}$/u.test(cursor.text.slice(digitsFrom, cursor.position));
    if (!isShort) return value;
    const startYear = yearOf(this.#centuryStart);
    this.#isYearAmbiguous = value === startYear % 100;
    return value + startYear - (startYear % 100) + (value < startYear % 100 ? 100 : 0);
  }
}

function isName(letter: PatternLetter, count: number): boolean {
  return (letter !== 'M' && letter !== 'L') || count >= 3;
}

const NAMES: Partial<Record<PatternLetter, { readonly field: FieldName; readonly names: Names }>> = {
  G: { field: 'era', names: ERAS },
  M: { field: 'month', names: MONTHS },
  L: { field: 'month', names: MONTHS },
  E: { field: 'dayOfWeek', names: WEEKDAYS },
  a: { field: 'amPm', names: AM_PM },
};

function readName(cursor: TextCursor, { short, long }: Names): number {
  return cursor.name([...short, ...long]) % short.length;
}

interface NumberField {
  readonly field: FieldName;
  /** The field's value for the number that is written. */
  readonly from?: (value: number) => number;
}

const monthNumber: NumberField = { field: 'month', from: (value) => value - 1 };

const NUMBERS: Partial<Record<PatternLetter, NumberField>> = {
  y: { field: 'year' },
  Y: { field: 'weekYear' },
  M: monthNumber,
  L: monthNumber,
  w: { field: 'weekOfYear' },
  W: { field: 'weekOfMonth' },
  D: { field: 'dayOfYear' },
  d: { field: 'dayOfMonth' },
  F: { field: 'dayOfWeekInMonth' },
  u: { field: 'dayOfWeek', from: (value) => (value >= 1 && value <= 7 ? (value % 7) + 1 : value) },
  H: { field: 'hourOfDay' },
  k: { field: 'hourOfDay', from: (value) => (value === 24 ? 0 : value) },
  K: { field: 'hour' },
  h: { field: 'hour', from: (value) => (value === 12 ? 0 : value) },
  m: { field: 'minute' },
  s: { field: 'second' },
  S: { field: 'ms' },
};

function isNumeric(part: PatternPart | undefined): boolean {
  if (part?.kind !== 'field') return false;
  return NUMBERS[part.letter] !== undefined && (!isMonth(part.letter) || part.count <= 2);
}

function isMonth(letter: PatternLetter): boolean {
  return letter === 'M' || letter === 'L';
}

function yearsBefore(ms: number, years: number): number {
  const date = new Date(ms);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() - years);
  // February 29 is February 28 in years that have no such day.
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}

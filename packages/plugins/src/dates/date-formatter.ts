import { dateOfDay, firstOfMonth, weekdayOf, type CalendarDate } from './calendar.ts';
import { AM_PM, ERAS, MONTHS, UTC, WEEKDAYS, type Names } from './date-names.ts';
import type { PatternLetter, PatternPart } from './date-pattern.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** Writes points in time, given as milliseconds since the epoch, for UTC. */
export type DateFormatter = (ms: number) => string;

interface Moment {
  readonly day: number;
  readonly date: CalendarDate;
  readonly msOfDay: number;
}

type FieldFormatter = (moment: Moment) => string;

export function createDateFormatter(parts: readonly PatternPart[]): DateFormatter {
  const formatters = parts.map(partFormatter);
  let day = 0;
  let date = dateOfDay(day);
  return (ms) => {
    const momentDay = Math.floor(ms / MS_PER_DAY);
    if (momentDay !== day) {
      date = dateOfDay(momentDay);
      day = momentDay;
    }
    const moment: Moment = { day, date, msOfDay: ms - momentDay * MS_PER_DAY };
    let text = '';
    for (const format of formatters) text += format(moment);
    return text;
  };
}

function partFormatter(part: PatternPart): FieldFormatter {
  if (part.kind === 'text') return () => part.text;
  const { letter, count } = part;
  const named = NAMED[letter]?.(count);
  if (named !== undefined) return named;
  if (letter === 'y' || letter === 'Y') return count === 2 ? lastTwoDigits(NUMBERS[letter]) : padded(NUMBERS[letter], count);
  return padded(NUMBERS[letter], count);
}

function padded(valueOf: (moment: Moment) => number, count: number): FieldFormatter {
  return (moment) => {
    const value = valueOf(moment);
    return value < 0 ? `-${String(-value).padStart(count, '0')}` : String(value).padStart(count, '0');
  };
}

function lastTwoDigits(valueOf: (moment: Moment) => number): FieldFormatter {
  return (moment) => {
    const value = valueOf(moment);
    return `${value < 0 ? '-' : ''}${String(Math.abs(value) % 100).padStart(2, '0')}`;
  };
}

function names({ short, long }: Names, count: number, valueOf: (moment: Moment) => number): FieldFormatter {
  const texts = count >= 4 ? long : short;
  return (moment) => texts[valueOf(moment)] ?? '';
}

/** Fields that are written in words, or are for counts of letters. */
const NAMED: Partial<Record<PatternLetter, (count: number) => FieldFormatter | undefined>> = {
  G: (count) => names(ERAS, count, ({ date }) => (date.year > 0 ? 1 : 0)),
  M: monthNames,
  L: monthNames,
  E: (count) => names(WEEKDAYS, count, ({ day }) => weekdayOf(day)),
  a: (count) => names(AM_PM, count, (moment) => Math.floor(hourOf(moment) / 12)),
  z: (count) => names(UTC, count, () => 0),
  Z: () => () => '+0000',
  X: () => () => 'Z',
};

function monthNames(count: number): FieldFormatter | undefined {
  return count >= 3 ? names(MONTHS, count, ({ date }) => date.month) : undefined;
}

const monthNumber = ({ date }: Moment): number => date.month + 1;
const notWritten = (): number => 0;

/** Fields that are written as numbers. */
const NUMBERS: Readonly<Record<PatternLetter, (moment: Moment) => number>> = {
  y: ({ date }) => (date.year > 0 ? date.year : 1 - date.year),
  Y: (moment) => weekOfYear(moment).year,
  M: monthNumber,
  L: monthNumber,
  w: (moment) => weekOfYear(moment).week,
  W: ({ day, date }) => weekSince(firstOfMonth(date.year, date.month), day),
  D: ({ day, date }) => day - firstOfMonth(date.year, 0) + 1,
  d: ({ date }) => date.dayOfMonth,
  F: ({ day, date }) => Math.floor((day - firstOfMonth(date.year, date.month)) / 7) + 1,
  u: ({ day }) => weekdayOf(day) || 7,
  H: hourOf,
  k: (moment) => hourOf(moment) || 24,
  K: (moment) => hourOf(moment) % 12,
  h: (moment) => hourOf(moment) % 12 || 12,
  m: ({ msOfDay }) => Math.floor((msOfDay % MS_PER_HOUR) / MS_PER_MINUTE),
  s: ({ msOfDay }) => Math.floor((msOfDay % MS_PER_MINUTE) / 1000),
  S: ({ msOfDay }) => msOfDay % 1000,
  G: notWritten,
  E: notWritten,
  a: notWritten,
  z: notWritten,
  Z: notWritten,
  X: notWritten,
};

function hourOf({ msOfDay }: Moment): number {
  return Math.floor(msOfDay / MS_PER_HOUR);
}

/** Weeks begin on Sunday; the first is that of January 1, which may begin in December. */
function weekOfYear({ day, date }: Moment): { readonly year: number; readonly week: number } {
  const nextYear = firstOfMonth(date.year + 1, 0);
  if (day >= nextYear - weekdayOf(nextYear)) return { year: date.year + 1, week: 1 };
  return { year: date.year, week: weekSince(firstOfMonth(date.year, 0), day) };
}

/** From 1, the week of the first day. */
function weekSince(first: number, day: number): number {
  return Math.floor((day - first + weekdayOf(first)) / 7) + 1;
}

/* The calendar of java.util.GregorianCalendar: Gregorian from October 15, 1582 on, Julian before. Days count from January 1, 1970. */

/** 1582-10-15. */
const GREGORIAN_FROM_DAY = -141_427;
const MS_PER_DAY = 86_400_000;
const DAYS_PER_JULIAN_CYCLE = 1461;
/** 0000-03-01 of the Julian calendar. */
const JULIAN_MARCH_OF_YEAR_0 = -719_470;
/** Weeks begin on Sunday, which is 0; January 1, 1970 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 4;
const YEAR_OF_CHANGE = 1582;

export interface CalendarDate {
  /** Astronomical: the year 1 BC is 0. */
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly dayOfMonth: number;
}

export function dateOfDay(day: number): CalendarDate {
  return day < GREGORIAN_FROM_DAY ? julianDate(day) : gregorianDate(day);
}

/** From 0, Sunday. */
export function weekdayOf(day: number): number {
  return floorMod(day + WEEKDAY_OF_DAY_0, 7);
}

/** The last day at or before `day` that is such a weekday. */
export function weekdayOnOrBefore(day: number, weekday: number): number {
  return day - floorMod(day + WEEKDAY_OF_DAY_0 - weekday, 7);
}

/**
 * A day that is told by the first of a month (from 0, and lenient: month 12 is January of the next year) or of a year, and by what
 * `from` counts from there. Days that the change of calendars left out are counted on in the Julian calendar.
 */
export function dayFrom(year: number, month: number, counted: 'in month' | 'in year', from: (first: number) => number): number {
  if (year < YEAR_OF_CHANGE || (year === YEAR_OF_CHANGE && counted === 'in year')) return from(julianDay(year, month));
  const gregorian = from(gregorianDay(year, month));
  return gregorian >= GREGORIAN_FROM_DAY ? gregorian : from(julianDay(year, month));
}

/** The first day of a month. */
export function firstOfMonth(year: number, month: number): number {
  return dayFrom(year, month, 'in month', (first) => first);
}

export function isLeapYear(year: number): boolean {
  if (floorMod(year, 4) !== 0) return false;
  return year <= YEAR_OF_CHANGE || floorMod(year, 100) !== 0 || floorMod(year, 400) === 0;
}

function gregorianDay(year: number, month: number): number {
  const date = new Date(0);
  const day = date.setUTCFullYear(year, month, 1) / MS_PER_DAY;
  return Number.isNaN(day) ? gregorianDayFarOff(year, month) : day;
}

/** Where a JavaScript Date ends. */
function gregorianDayFarOff(year: number, month: number): number {
  const { years, days } = sinceMarch(year, month);
  return days + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) - 719_468;
}

function julianDay(year: number, month: number): number {
  const { years, days } = sinceMarch(year, month);
  return days + Math.floor(years / 4) + JULIAN_MARCH_OF_YEAR_0;
}

/** Years that begin in March, so that the leap day is the last of its year, and the days in them without leap days. */
function sinceMarch(year: number, month: number): { readonly years: number; readonly days: number } {
  const months = year * 12 + month - 2;
  const years = Math.floor(months / 12);
  const monthOfYear = months - years * 12;
  return { years, days: years * 365 + Math.floor((153 * monthOfYear + 2) / 5) };
}

function gregorianDate(day: number): CalendarDate {
  const date = new Date(day * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), dayOfMonth: date.getUTCDate() };
}

function julianDate(day: number): CalendarDate {
  const sinceMarch = day - JULIAN_MARCH_OF_YEAR_0;
  const cycle = Math.floor(sinceMarch / DAYS_PER_JULIAN_CYCLE);
  const dayOfCycle = sinceMarch - cycle * DAYS_PER_JULIAN_CYCLE;
  const yearOfCycle = Math.min(Math.floor(dayOfCycle / 365), 3);
  const dayOfYear = dayOfCycle - yearOfCycle * 365;
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = (monthFromMarch + 2) % 12;
  return { year: cycle * 4 + yearOfCycle + (month < 2 ? 1 : 0), month, dayOfMonth };
}

export function floorMod(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}

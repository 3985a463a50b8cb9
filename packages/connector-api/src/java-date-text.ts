const MS_PER_DAY = 86_400_000;
/** 1582-10-15, the first day of the Gregorian calendar: earlier days are told in the Julian one. */
const GREGORIAN_FROM_DAY = -141_427;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A point in time as `java.util.Date.toString` prints it in UTC: `Thu Jan 01 00:00:00 UTC 1970`. As there, days before
 * October 15, 1582 are of the Julian calendar, and years before Christ are printed without saying so. A Date that holds no time is
 * a RangeError, as for `toISOString`.
 */
export function dateToString(date: Date): string {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new RangeError('Invalid time value');
  const day = Math.floor(ms / MS_PER_DAY);
  const { year, month, dayOfMonth } = day < GREGORIAN_FROM_DAY ? julianDate(day) : gregorianDate(date);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':');
  const weekday = WEEKDAYS[date.getUTCDay()] ?? '';
  return `${weekday} ${MONTHS[month] ?? ''} ${twoDigits(dayOfMonth)} ${time} UTC ${year > 0 ? year : 1 - year}`;
}

interface CalendarDate {
  /** Astronomical: the year 1 BC is 0. */
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly dayOfMonth: number;
}

function gregorianDate(date: Date): CalendarDate {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), dayOfMonth: date.getUTCDate() };
}

/** Years start in March here while counting, so that the leap day is a year's last. */
function julianDate(epochDay: number): CalendarDate {
  const sinceMarchOfYear0 = epochDay + 719_470;
  const cycle = Math.floor(sinceMarchOfYear0 / 1461);
  const dayOfCycle = sinceMarchOfYear0 - cycle * 1461;
  const yearOfCycle = Math.min(Math.floor(dayOfCycle / 365), 3);
  const dayOfYear = dayOfCycle - yearOfCycle * 365;
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = (monthFromMarch + 2) % 12;
  return { year: cycle * 4 + yearOfCycle + (month < 2 ? 1 : 0), month, dayOfMonth };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

import { dateOfDay, dayFrom, isLeapYear, weekdayOnOrBefore } from './calendar.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SUNDAY = 1;

export type FieldName =
  | 'era'
  | 'year'
  | 'weekYear'
  | 'month'
  | 'dayOfMonth'
  | 'dayOfYear'
  | 'weekOfYear'
  | 'weekOfMonth'
  /** From 1, Sunday. */
  | 'dayOfWeek'
  | 'dayOfWeekInMonth'
  | 'amPm'
  | 'hour'
  | 'hourOfDay'
  | 'minute'
  | 'second'
  | 'ms'
  /** In minutes. */
  | 'zoneOffset';

interface Entry {
  readonly value: number;
  /** How many were set before. */
  readonly order: number;
}

/**
 * The fields that a text tells of a point in time, as java.util.GregorianCalendar takes them: leniently (February 30 is March 1 or 2),
 * and where fields contradict each other, those count that were told last.
 */
export class ParsedFields {
  readonly #entries = new Map<FieldName, Entry>();
  #order = 0;

  set(name: FieldName, value: number): void {
    this.#order += 1;
    this.#entries.set(name, { value, order: this.#order });
  }

  /** Moves what was told by so many years. */
  addYears(years: number): void {
    for (const name of ['year', 'weekYear'] as const) {
      const entry = this.#entries.get(name);
      if (entry !== undefined) this.#entries.set(name, { ...entry, value: entry.value + years });
    }
  }

  /** Milliseconds since the epoch. What was not told is as on January 1, 1970 at midnight, UTC. */
  toEpochMs(): number {
    const time = this.#msOfDay();
    const days = Math.floor(time / MS_PER_DAY);
    const day = this.#hasWeekYear() ? this.#weekDay() + days : this.#day(days);
    return day * MS_PER_DAY + (time - days * MS_PER_DAY) - this.#value('zoneOffset') * MS_PER_MINUTE;
  }

  #value(name: FieldName, absent = 0): number {
    return this.#entries.get(name)?.value ?? absent;
  }

  #isSet(name: FieldName): boolean {
    return this.#entries.has(name);
  }

  /** 0: it was not told. */
  #orderOf(name: FieldName): number {
    return this.#entries.get(name)?.order ?? 0;
  }

  /** When the last of both was told; 0 if one is missing. */
  #orderOfBoth(a: FieldName, b: FieldName): number {
    return this.#isSet(a) && this.#isSet(b) ? Math.max(this.#orderOf(a), this.#orderOf(b)) : 0;
  }

  #msOfDay(): number {
    return ((this.#hours() * 60 + this.#value('minute')) * 60 + this.#value('second')) * 1000 + this.#value('ms');
  }

  #hours(): number {
    const halfDay = this.#orderOfBoth('hour', 'amPm');
    const wholeDay = this.#orderOf('hourOfDay');
    if (wholeDay > 0 && wholeDay >= halfDay) return this.#value('hourOfDay');
    return this.#value('hour') + 12 * this.#value('amPm');
  }

  #hasWeekYear(): boolean {
    return this.#orderOf('weekYear') > this.#orderOf('year');
  }

  /** The day of a year of weeks, a week and a weekday. */
  #weekDay(): number {
    let week = this.#value('weekOfYear', 1);
    let weekday = this.#value('dayOfWeek', SUNDAY);
    // Beyond the week, days are counted from Monday.
    if (weekday < SUNDAY || weekday > 7) {
      week += Math.floor((weekday - 1) / 7);
      const fromMonday = weekday - Math.floor((weekday - 1) / 7) * 7;
      weekday = fromMonday === 7 ? SUNDAY : fromMonday + 1;
    }
    const firstWeek = dayFrom(this.#astronomical(this.#value('weekYear')), 0, 'in year', (first) => weekdayOnOrBefore(first, 0));
    return firstWeek + (week - 1) * 7 + weekday - SUNDAY;
  }

  #day(extraDays: number): number {
    const year = this.#isSet('year') ? this.#value('year') : 1970;
    const astronomical = this.#astronomical(year);
    const within = this.#dayWithin();
    const month = within.byMonth ? this.#value('month') : 0;
    const counted = within.byMonth ? 'in month' : 'in year';
    return dayFrom(astronomical, month, counted, (first) => within.from(first, monthLength(astronomical, month)) + extraDays);
  }

  #astronomical(yearOfEra: number): number {
    return this.#value('era', 1) === 0 ? 1 - yearOfEra : yearOfEra;
  }

  /** How the day is told: within the month or within the year. */
  #dayWithin(): DayWithin {
    const orders = {
      dayOfMonth: this.#orderOf('dayOfMonth'),
      weekOfMonth: this.#orderOfBoth('weekOfMonth', 'dayOfWeek'),
      dayOfWeekInMonth: this.#orderOfBoth('dayOfWeekInMonth', 'dayOfWeek'),
      dayOfYear: this.#orderOf('dayOfYear'),
      weekOfYear: this.#orderOfBoth('weekOfYear', 'dayOfWeek'),
    };
    if (Math.max(...Object.values(orders)) === 0) return this.#loneWeek();
    return this.#choose(orders);
  }

  /** Nothing tells a day completely: a week or a weekday alone will do. */
  #loneWeek(): DayWithin {
    const orders = {
      dayOfMonth: 0,
      weekOfMonth: this.#orderOf('weekOfMonth'),
      dayOfWeekInMonth: Math.max(this.#orderOf('dayOfWeekInMonth'), this.#orderOf('dayOfWeek')),
      dayOfYear: 0,
      weekOfYear: this.#orderOf('weekOfYear'),
    };
    if (Math.max(...Object.values(orders)) > 0) return this.#choose(orders);
    return this.#byDayOfMonth();
  }

  #choose(
    orders: Readonly<Record<'dayOfMonth' | 'weekOfMonth' | 'dayOfWeekInMonth' | 'dayOfYear' | 'weekOfYear', number>>,
  ): DayWithin {
    const last = Math.max(...Object.values(orders));
    const week = this.#orderOf('weekOfYear');
    if (last === orders.dayOfMonth) return this.#byDayOfMonth();
    const byWeekOfMonth = last === orders.weekOfMonth && this.#orderOf('weekOfMonth') >= week;
    const byDayOfWeekInMonth = last === orders.dayOfWeekInMonth && this.#orderOf('dayOfWeekInMonth') >= week;
    if (byWeekOfMonth || byDayOfWeekInMonth) {
      const isTie = orders.weekOfMonth === orders.dayOfWeekInMonth;
      const weekOfMonth = isTie ? this.#orderOf('weekOfMonth') >= this.#orderOf('dayOfWeekInMonth') : last === orders.weekOfMonth;
      return weekOfMonth ? this.#byWeekOfMonth() : this.#byDayOfWeekInMonth();
    }
    return last === orders.dayOfYear ? this.#byDayOfYear() : this.#byWeekOfYear();
  }

  #byDayOfMonth(): DayWithin {
    const offset = this.#value('dayOfMonth', 1) - 1;
    return { byMonth: true, from: (first) => first + offset };
  }

  #byDayOfYear(): DayWithin {
    const offset = this.#value('dayOfYear') - 1;
    return { byMonth: false, from: (first) => first + offset };
  }

  #byWeekOfMonth(): DayWithin {
    return { byMonth: true, from: (first) => this.#dayOfWeekFrom(first, this.#value('weekOfMonth')) };
  }

  #byWeekOfYear(): DayWithin {
    return { byMonth: false, from: (first) => this.#dayOfWeekFrom(first, this.#value('weekOfYear')) };
  }

  /** The weekday of a week, the first week being that of the first day. */
  #dayOfWeekFrom(first: number, week: number): number {
    const sunday = weekdayOnOrBefore(first, 0);
    const day = this.#isSet('dayOfWeek') ? weekdayOnOrBefore(sunday + 6, this.#value('dayOfWeek') - 1) : sunday;
    return day + 7 * (week - 1);
  }

  #byDayOfWeekInMonth(): DayWithin {
    const weekday = this.#value('dayOfWeek', SUNDAY) - 1;
    const ordinal = this.#value('dayOfWeekInMonth', 1);
    return {
      byMonth: true,
      from(first, length) {
        const last = ordinal >= 0 ? 7 * ordinal : length + 7 * (ordinal + 1);
        return weekdayOnOrBefore(first + last - 1, weekday);
      },
    };
  }
}

interface DayWithin {
  /** Whether it is counted from the first of the month, or of the year. */
  readonly byMonth: boolean;
  from(first: number, monthLength: number): number;
}

function monthLength(year: number, month: number): number {
  const years = Math.floor(month / 12);
  const index = month - years * 12;
  return (MONTH_LENGTHS[index] ?? 0) + (index === 1 && isLeapYear(year + years) ? 1 : 0);
}

/** The year of a point in time. */
export function yearOf(ms: number): number {
  return dateOfDay(Math.floor(ms / MS_PER_DAY)).year;
}

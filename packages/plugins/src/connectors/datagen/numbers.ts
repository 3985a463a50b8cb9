import { generator, type Generator } from './generator.ts';
import { BOOLEAN, FLOAT64, INT32, INT64, TIMESTAMP, decimalKind, type ValueKind } from './value-kind.ts';

/** Numbers up to here are whole in steps of one. */
const DRAW_LIMIT = 2 ** 32;
const LOW_SALT = 0x1b87_3593;

/** 1, 2, 3 and so on, or from another number. Each task counts in a range of its own. */
export function sequence(start = 1): Generator<number> {
  return generator(INT64, (row) => row.number + start);
}

/** A whole number from `min` to `max`, both included; they have to be safe integers. */
export function wholeNumber(kind: ValueKind<number>, min: number, max: number): Generator<number> {
  const count = max - min + 1;
  if (count <= DRAW_LIMIT) return generator(kind, (row, salt) => min + row.below(count, salt));
  return generator(kind, (row, salt) => {
    const fine = (row.draw(salt) % 2 ** 21) * DRAW_LIMIT + row.draw(salt ^ LOW_SALT);
    return Math.min(max, min + Math.floor((fine / 2 ** 53) * count));
  });
}

export const int = (min: number, max: number): Generator<number> => wholeNumber(INT32, min, max);
export const long = (min: number, max: number): Generator<number> => wholeNumber(INT64, min, max);

/** A number from `min` to `max`, with so many digits after the point; null leaves it as it comes. */
export function double(min: number, max: number, digits: number | null): Generator<number> {
  return generator(FLOAT64, (row, salt) => rounded(min + row.fraction(salt) * (max - min), digits));
}

/** A number that goes up and down between `min` and `max`, little from row to row. `period`: rows from one turn to the next. */
export function walk(min: number, max: number, digits: number | null, period = 100): Generator<number> {
  return generator(FLOAT64, (row, salt) => rounded(min + row.smooth(row.index / period, salt) * (max - min), digits));
}

/** A decimal between two unscaled values. */
export function decimal(min: number, max: number, scale: number): Generator<number> {
  return wholeNumber(decimalKind(scale), min, max);
}

/** True with this probability. */
export function boolean(probability: number): Generator<boolean> {
  return generator(BOOLEAN, (row, salt) => row.fraction(salt) < probability);
}

/** The time of the row. */
export function timestamp(): Generator<number> {
  return generator(TIMESTAMP, (row) => row.time);
}

/** The time of the row as a number of milliseconds since the epoch. */
export function timeMs(): Generator<number> {
  return generator(INT64, (row) => row.time);
}

export function rounded(value: number, digits: number | null): number {
  if (digits === null) return value;
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

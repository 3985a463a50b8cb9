const NUMBER = /^[+-]?\d+(?:\.(\d+))?$/;
const MAX_LENGTH = 100_000;
const MAX_DIGITS = 9;

/** Two numbers and how many digits they have after the point, the more of the two. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly digits: number;
}

/** Reads `min..max`. Throws a RangeError that says what is wrong. */
export function readRange(text: string): NumberRange {
  const parts = text.split('..');
  const [from = '', to = ''] = parts;
  if (parts.length !== 2 || !NUMBER.test(from) || !NUMBER.test(to)) {
    throw new RangeError(`'${text}' is not two numbers with .. between them`);
  }
  const [min, max, digits] = [Number(from), Number(to), Math.max(digitsOf(from), digitsOf(to))];
  if (min > max) throw new RangeError(`'${text}' ends before it begins`);
  if (digits > MAX_DIGITS) throw new RangeError(`'${text}' has more than ${MAX_DIGITS} digits after the point`);
  return { min, max, digits };
}

/** Reads `min..max` of whole numbers that lie within a limit. */
export function readWholeRange(text: string, lowest: number, highest: number): NumberRange {
  const range = readRange(text);
  if (range.digits > 0) throw new RangeError(`'${text}' has a fraction`);
  if (range.min < lowest || range.max > highest) throw new RangeError(`'${text}' goes beyond ${lowest}..${highest}`);
  return range;
}

/** Reads one whole number that lies within a limit. */
export function readWhole(text: string, lowest: number, highest: number): number {
  if (!NUMBER.test(text)) throw new RangeError(`'${text}' is not a number`);
  return readWholeRange(`${text}..${text}`, lowest, highest).min;
}

/** Reads a length, or the least and the most of it. */
export function readLengths(text: string): NumberRange {
  if (text.includes('..')) return readWholeRange(text, 0, MAX_LENGTH);
  const length = readWhole(text, 0, MAX_LENGTH);
  return { min: length, max: length, digits: 0 };
}

/** Reads a probability. */
export function readShare(text: string): number {
  const share = /^(?:\d+|\d*\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (!(share <= 1)) throw new RangeError(`'${text}' is not a number from 0 to 1`);
  return share;
}

function digitsOf(text: string): number {
  return NUMBER.exec(text)?.[1]?.length ?? 0;
}

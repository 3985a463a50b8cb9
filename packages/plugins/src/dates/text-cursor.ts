import { toAsciiDigits } from '@millrace/connector-api';
import { DateTextError } from '../errors.ts';

const INT32_MAX = 2 ** 31 - 1;

/** Steps through a text that is read with a date pattern. What does not match is a DateTextError. */
export class TextCursor {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Steps over this very text. */
  expect(expected: string): void {
    if (!this.text.startsWith(expected, this.position)) throw this.error();
    this.position += expected.length;
  }

  /** Steps over blanks; the text must not end with them. */
  skipBlanks(): void {
    while (this.text.charAt(this.position) === ' ' || this.text.charAt(this.position) === '\t') this.position += 1;
    if (this.position >= this.text.length) throw this.error();
  }

  /**
   * A number as Java's NumberFormat for integers reads it: digits of any script, a minus, an exponent; cut to 32 bits. `end`: where it
   * ends at the latest.
   */
  number(end: number = this.text.length): number {
    if (end > this.text.length) throw this.error();
    const match = /^(-?\p{Nd}+)(?:E(-?\p{Nd}+))?/u.exec(this.text.slice(this.position, end));
    if (match === null) throw this.error();
    this.position += match[0].length;
    const digits = toAsciiDigits(match[1] ?? '');
    return match[2] === undefined ? lowerBits(BigInt(digits)) : wholePart(Number(`${digits}e${toAsciiDigits(match[2])}`));
  }

  /** The index of the longest of these names that comes next, in capitals or not. */
  name(names: readonly string[]): number {
    const rest = this.text.slice(this.position).toLowerCase();
    let best = -1;
    for (const [i, name] of names.entries()) {
      const isLonger = best < 0 || name.length > (names[best]?.length ?? 0);
      if (isLonger && rest.startsWith(name.toLowerCase())) best = i;
    }
    if (best < 0) throw this.error();
    this.position += names[best]?.length ?? 0;
    return best;
  }

  /** Steps over what this sticky expression matches here. */
  match(expression: RegExp, why?: string): RegExpExecArray {
    expression.lastIndex = this.position;
    const match = expression.exec(this.text);
    if (match === null) throw this.error(why);
    this.position += match[0].length;
    return match;
  }

  error(why?: string): DateTextError {
    const hint = why === undefined ? '' : `: ${why}`;
    return new DateTextError(`Unparseable date: "${this.text}", at character ${this.position + 1}${hint}`);
  }
}

/** `Long.intValue`, or `Double.intValue` for what is more than 64 bits. */
function lowerBits(value: bigint): number {
  if (BigInt.asIntN(64, value) === value) return Number(BigInt.asIntN(32, value));
  return value > 0n ? INT32_MAX : -INT32_MAX - 1;
}

function wholePart(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return lowerBits(BigInt(value));
  return Math.max(-INT32_MAX - 1, Math.min(INT32_MAX, Math.trunc(value)));
}

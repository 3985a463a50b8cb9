import { Decimal, schemas, type SchemaAndValue } from '@millrace/connector-api';
import { nearestFloat32 } from './float32.ts';

const INT64_MAX = 2n ** 63n - 1n;
/** A one with as many zeros is more than 64 bits can hold. */
const MAX_INT64_EXPONENT = 19;

/**
 * A number in the smallest type that holds it: integers in 8 to 64 bits, what is not whole in 32 or, if that is too small, 64
 * bits, and exact decimals for all else. Undefined if the text is no number.
 */
export function parseNumber(text: string): SchemaAndValue | undefined {
  const ascii = text.replaceAll(/\p{Nd}/gu, asciiDigit);
  const decimal = parseDecimal(ascii);
  if (decimal === undefined) return undefined;
  const integer = exactInteger(decimal);
  if (integer !== undefined) return integerValue(integer);
  if (decimal.scale !== 0) {
    const float = nearestFloat32(ascii);
    if (Number.isFinite(float)) return { schema: schemas.FLOAT32, value: float };
    const double = Number(ascii);
    if (Number.isFinite(double)) return { schema: schemas.FLOAT64, value: double };
  }
  return { schema: Decimal.schema(decimal.scale), value: decimal };
}

function parseDecimal(text: string): Decimal | undefined {
  try {
    return Decimal.parse(text);
  } catch {
    return undefined;
  }
}

/** Digits of other scripts count as well. Those of one script stand in a row, beginning with its zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code > 0xffff ? digit : String(code - zero);
}

/** The number if it is whole and fits 64 bits; numbers between -1 and 1 other than 0 are not looked at. */
function exactInteger({ unscaled, scale }: Decimal): bigint | undefined {
  if (unscaled === 0n) return 0n;
  const exponent = String(unscaled < 0n ? -unscaled : unscaled).length - scale - 1;
  if (exponent < 0 || exponent > MAX_INT64_EXPONENT) return undefined;
  const divisor = 10n ** BigInt(Math.max(scale, 0));
  if (unscaled % divisor !== 0n) return undefined;
  const whole = (unscaled / divisor) * 10n ** BigInt(Math.max(-scale, 0));
  return whole <= INT64_MAX && whole >= -INT64_MAX - 1n ? whole : undefined;
}

function integerValue(value: bigint): SchemaAndValue {
  if (BigInt.asIntN(8, value) === value) return { schema: schemas.INT8, value: Number(value) };
  if (BigInt.asIntN(16, value) === value) return { schema: schemas.INT16, value: Number(value) };
  if (BigInt.asIntN(32, value) === value) return { schema: schemas.INT32, value: Number(value) };
  return { schema: schemas.INT64, value };
}

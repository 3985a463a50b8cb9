import { Decimal, Float64, type Schema } from '@millrace/connector-api';

/** What stands for a `java.lang.Number` in Connect data. */
export type JavaNumber = number | bigint | Float64 | Decimal;

const INT32_MAX = 2 ** 31 - 1;
const INT64_MAX = 2n ** 63n - 1n;
/** From here on a decimal is a multiple of 2^64, whose lower 64 bits are zero. */
const MAX_INT64_ZEROS = 63;

export function isJavaNumber(value: unknown): value is JavaNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float64 || value instanceof Decimal;
}

/** Whether a number of this schema is a floating-point one. Without a schema a whole `number` is an integer. */
function isFloating(value: number | Float64, schema: Schema | null): boolean {
  if (value instanceof Float64) return true;
  return schema === null ? !Number.isSafeInteger(value) : schema.type === 'FLOAT32' || schema.type === 'FLOAT64';
}

/**
 * `Number.byteValue`, `shortValue` and `intValue`: the lower bits of an integer; a floating-point number is cut to a whole one and
 * brought within 32 bits first.
 */
export function toNarrowInteger(value: JavaNumber, bits: 8 | 16 | 32, schema: Schema | null): number {
  const shift = 32 - bits;
  return (toInt32(value, schema) << shift) >> shift;
}

function toInt32(value: JavaNumber, schema: Schema | null): number {
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value));
  if (value instanceof Decimal) return Number(BigInt.asIntN(32, decimalToInt64(value)));
  const number = Number(value);
  return isFloating(value, schema) ? Math.max(-INT32_MAX - 1, Math.min(INT32_MAX, number)) | 0 : number | 0;
}

/** `Number.longValue`: the lower 64 bits of an integer; a floating-point number is cut to a whole one and brought within 64 bits. */
export function toInt64(value: JavaNumber): bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value);
  if (value instanceof Decimal) return decimalToInt64(value);
  const number = Math.trunc(Number(value));
  if (Number.isNaN(number)) return 0n;
  if (number >= 2 ** 63) return INT64_MAX;
  return number < -(2 ** 63) ? -INT64_MAX - 1n : BigInt(number);
}

/** `BigDecimal.longValue`: the lower 64 bits of what stands before the point. */
export function decimalToInt64({ unscaled, scale }: Decimal): bigint {
  if (scale < -MAX_INT64_ZEROS) return 0n;
  if (scale <= 0) return BigInt.asIntN(64, unscaled * 10n ** BigInt(-scale));
  if (scale > String(unscaled).length) return 0n;
  return BigInt.asIntN(64, unscaled / 10n ** BigInt(scale));
}

/** `Number.doubleValue`. */
export function toDouble(value: JavaNumber): number {
  return value instanceof Decimal ? value.toNumber() : Number(value);
}

/** An INT64 as Connect data has it: a `bigint` under a schema; without one a `number` where that is exact. */
export function int64Value(value: bigint, schema: Schema | null): bigint | number {
  return schema === null && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

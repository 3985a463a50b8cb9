import { DataError } from './errors.ts';
import { parseInteger, toAsciiDigits } from './java-number.ts';
import type { Schema } from './schema.ts';
import { SchemaBuilder } from './schema-builder.ts';

/** More zeros than this are a mistake, or an attempt to exhaust the memory. */
const MAX_RESCALE = 1_000_000;

/**
 * An exact decimal number: `unscaled` × 10^-`scale`, as Java's BigDecimal. 1.0 and 1.00 are different values. The scale is a
 * whole number of 32 bits and may be negative.
 */
export class Decimal {
  static readonly LOGICAL_NAME = 'org.apache.kafka.connect.data.Decimal';
  static readonly SCALE_FIELD = 'scale';

  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** From text such as `-12.50` or `1.5E+10`, keeping its digits. Anything else is a DataError. */
  static parse(text: string): Decimal {
    const match = /^([+-]?)(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?0*\d{1,10}))?$/.exec(toAsciiDigits(text));
    if (match === null) throw new DataError(`Not a decimal number: ${text}`);
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    const scale = fraction.length - Number(exponent);
    if (!isInt32(Number(exponent)) || !isInt32(scale)) {
      throw new DataError(`Not a decimal number, its exponent is too large: ${text}`);
    }
    const digits = BigInt(whole + fraction);
    return new Decimal(sign === '-' ? -digits : digits, scale);
  }

  /** A builder of the logical schema for decimals of this scale, to make it optional or give it a default. */
  static builder(scale: number): SchemaBuilder {
    return SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).parameter(Decimal.SCALE_FIELD, String(scale)).version(1);
  }

  static schema(scale: number): Schema {
    return Decimal.builder(scale).build();
  }

  /** The unscaled value's bytes, big-endian two's complement, as few as will do. The scales have to be the same. */
  static fromLogical(schema: Schema, value: Decimal): Uint8Array {
    const scale = scaleOf(schema);
    if (value.scale !== scale) {
      throw new DataError(
        `Decimal value has mismatching scale for given Decimal schema. Schema has scale ${scale}, value has scale ${value.scale}.`,
      );
    }
    return bigintToBytes(value.unscaled);
  }

  static toLogical(schema: Schema, bytes: Uint8Array): Decimal {
    const scale = scaleOf(schema);
    if (bytes.length === 0) throw new DataError('Zero length BigInteger');
    return new Decimal(bytesToBigint(bytes), scale);
  }

  get javaClass(): 'java.math.BigDecimal' {
    return 'java.math.BigDecimal';
  }

  /** The same number with another scale; a DataError if digits other than zero would be lost. */
  withScale(scale: number): Decimal {
    if (Math.abs(scale - this.scale) > MAX_RESCALE) {
      throw new DataError(`A decimal of scale ${this.scale} is too far from the scale ${scale} to be brought to it.`);
    }
    if (scale >= this.scale) return new Decimal(this.unscaled * 10n ** BigInt(scale - this.scale), scale);
    const divisor = 10n ** BigInt(this.scale - scale);
    if (this.unscaled % divisor !== 0n) throw new DataError('Rounding necessary');
    return new Decimal(this.unscaled / divisor, scale);
  }

  /** Value and scale have to be the same. */
  equals(other: unknown): boolean {
    return other instanceof Decimal && this.unscaled === other.unscaled && this.scale === other.scale;
  }

  /** As `BigDecimal.hashCode`. */
  hashCode(): number {
    let hash = 0;
    const magnitude = this.unscaled < 0n ? -this.unscaled : this.unscaled;
    const hex = magnitude.toString(16);
    for (let i = hex.length % 8 || 8, from = 0; from < hex.length; from = i, i += 8) {
      hash = (Math.imul(31, hash) + Number.parseInt(hex.slice(from, i), 16)) | 0;
    }
    return (Math.imul(31, this.unscaled < 0n ? -hash : hash) + this.scale) | 0;
  }

  /** The nearest double. */
  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  /** Without an exponent: `0.00`, `15000000000`. */
  toPlainString(): string {
    if (this.scale === 0) return String(this.unscaled);
    const { sign, digits } = this.#digits();
    if (this.scale < 0) return this.unscaled === 0n ? '0' : `${sign}${digits}${'0'.repeat(-this.scale)}`;
    const padded = digits.padStart(this.scale + 1, '0');
    return `${sign}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`;
  }

  /** As `BigDecimal.toString`: plain, but with an exponent for negative scales and very small numbers (`1.5E+10`, `1E-7`). */
  toString(): string {
    const { sign, digits } = this.#digits();
    const exponent = digits.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) return this.toPlainString();
    const mantissa = digits.length > 1 ? `${digits[0] ?? ''}.${digits.slice(1)}` : digits;
    if (exponent === 0) return `${sign}${mantissa}`;
    return `${sign}${mantissa}E${exponent > 0 ? '+' : ''}${exponent}`;
  }

  #digits(): { sign: string; digits: string } {
    const text = String(this.unscaled);
    return text.startsWith('-') ? { sign: '-', digits: text.slice(1) } : { sign: '', digits: text };
  }
}

function isInt32(value: number): boolean {
  return (value | 0) === value;
}

function scaleOf(schema: Schema): number {
  const text = schema.parameters?.get(Decimal.SCALE_FIELD);
  if (text === undefined) throw new DataError('Invalid Decimal schema: scale parameter not found.');
  const scale = parseInteger(text, 32);
  if (scale === undefined) throw new DataError('Invalid scale parameter found in Decimal schema: ');
  return Number(scale);
}

function bigintToBytes(value: bigint): Uint8Array {
  const magnitude = value < 0n ? -value - 1n : value;
  const bits = magnitude === 0n ? 0 : magnitude.toString(2).length;
  const bytes = new Uint8Array(Math.floor(bits / 8) + 1);
  const hex = BigInt.asUintN(bytes.length * 8, value)
    .toString(16)
    .padStart(bytes.length * 2, '0');
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

function bytesToBigint(bytes: Uint8Array): bigint {
  let hex = '0x';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt.asIntN(bytes.length * 8, BigInt(hex));
}

import { Decimal } from '@millrace/connector-api';

const FLOAT_MAX = 3.4028234663852886e38;
/** Half-way between the largest float and the one that would follow. */
const HALF_WAY_TO_INFINITY = 3.4028235677973366e38;
const bits = new DataView(new ArrayBuffer(8));

/**
 * The float nearest to a decimal number. Rounding to a double first and then to a float goes wrong where the double lies just
 * half-way between two floats and the number does not.
 */
export function nearestFloat32(text: string): number {
  const double = Number(text);
  const float = Math.fround(double);
  const other = otherNeighbour(double, float);
  if (other === undefined) return float;
  const side = compare(Decimal.parse(text), double);
  if (side === 0) return float;
  return side < 0 ? Math.min(float, other) : Math.max(float, other);
}

/** The float on the other side of a double that is half-way between two. */
function otherNeighbour(double: number, float: number): number | undefined {
  if (double === float || Number.isNaN(double)) return undefined;
  if (Math.abs(double) === HALF_WAY_TO_INFINITY) return Math.sign(double) * FLOAT_MAX;
  if (!Number.isFinite(float)) return undefined;
  const other = double + (double - float);
  return Math.fround(other) === other && other - double === double - float ? other : undefined;
}

/** Sign of `decimal` - `double`, exactly. */
function compare(decimal: Decimal, double: number): number {
  bits.setFloat64(0, double);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = (biased === 0 ? fraction : fraction | (1n << 52n)) * (double < 0 ? -1n : 1n);
  const exponent = BigInt((biased === 0 ? 1 : biased) - 1075);
  const scale = BigInt(decimal.scale);
  const left = decimal.unscaled * 10n ** (scale < 0n ? -scale : 0n) * (exponent < 0n ? 1n << -exponent : 1n);
  const right = mantissa * 10n ** (scale > 0n ? scale : 0n) * (exponent > 0n ? 1n << exponent : 1n);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

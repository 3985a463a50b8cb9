import { Decimal } from '@millrace/connector-api';
import { nearestFloat32 } from '../values/float32.ts';
import { JsonDecimal, nodeType, type JsonNode } from './json-node.ts';

/** A node as an integer of 64 bits: fractions are cut off, higher bits too. What is no number is 0. */
export function toInt64(node: JsonNode): bigint {
  if (typeof node === 'number') return BigInt(node);
  if (typeof node === 'bigint') return BigInt.asIntN(64, node);
  return node instanceof JsonDecimal ? BigInt.asIntN(64, integerPart(Decimal.parse(node.text))) : 0n;
}

export function toInt32(node: JsonNode): number {
  return typeof node === 'number' ? node | 0 : Number(BigInt.asIntN(32, toInt64(node)));
}

/** The nearest double. What is no number is 0. */
export function toFloat64(node: JsonNode): number {
  if (typeof node === 'number') return node;
  if (typeof node === 'bigint') return Number(node);
  return node instanceof JsonDecimal ? withoutNegativeZero(node.text, Number(node.text)) : 0;
}

export function toFloat32(node: JsonNode): number {
  if (typeof node === 'number') return Math.fround(node);
  if (typeof node === 'bigint') return nearestFloat32(String(node));
  return node instanceof JsonDecimal ? withoutNegativeZero(node.text, nearestFloat32(node.text)) : 0;
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** Whether it stands for a floating-point number: a number, or the name of one that JSON cannot write otherwise. */
export function isFloat(node: JsonNode): boolean {
  return typeof node === 'string' ? NAMED.has(node) : nodeType(node) === 'NUMBER';
}

/** As {@link toFloat64}, but a negative zero stays one, and what has a name is what that says. */
export function toSignedFloat64(node: JsonNode): number {
  if (typeof node === 'string') return NAMED.get(node) ?? 0;
  return node instanceof JsonDecimal ? Number(node.text) : toFloat64(node);
}

/** As {@link toFloat32}, but a negative zero stays one, and what has a name is what that says. */
export function toSignedFloat32(node: JsonNode): number {
  if (typeof node === 'string') return NAMED.get(node) ?? 0;
  return node instanceof JsonDecimal ? nearestFloat32(node.text) : toFloat32(node);
}

/** The exact number; undefined for what is no number. */
export function toDecimal(node: JsonNode): Decimal | undefined {
  if (typeof node === 'number' || typeof node === 'bigint') return new Decimal(BigInt(node), 0);
  return node instanceof JsonDecimal ? Decimal.parse(node.text) : undefined;
}

/** Without the fraction. Of numbers beyond 10^64 only the lowest 64 bits are of interest, and they are 0. */
function integerPart({ unscaled, scale }: Decimal): bigint {
  if (scale <= -64 || scale > 1000) return 0n;
  return scale <= 0 ? unscaled * 10n ** BigInt(-scale) : unscaled / 10n ** BigInt(scale);
}

/** `-0.0` is 0, but a number that is too small to be told from 0 keeps its sign. */
function withoutNegativeZero(text: string, value: number): number {
  return Object.is(value, -0) && Decimal.parse(text).unscaled === 0n ? 0 : value;
}

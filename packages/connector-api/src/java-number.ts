const DECIMAL_FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?$/;
const HEX_FLOAT = /^([+-]?)0[xX](?:([\da-fA-F]+)\.?|([\da-fA-F]*)\.([\da-fA-F]+))[pP]([+-]?\d+)[fFdD]?$/;
const MAX_INTEGER_DIGITS = 19;
/** Beyond this every hexadecimal number is zero or infinite, however long its digits are. */
const MAX_HEX_EXPONENT = 1e10;
const NOT_ASCII = /[\u0080-\uffff]/g;
const DIGIT = /^\p{Nd}$/u;

/**
 * `Short`, `Integer` and `Long.parse…`: an optional sign and decimal digits of any script, within 16, 32 or 64 bits. Undefined
 * where Java throws. Blanks are not trimmed.
 */
export function parseInteger(text: string, bits: 16 | 32 | 64): bigint | undefined {
  const digits = /^[+-]/.test(text) ? text.slice(1) : text;
  const ascii = toAsciiDigits(digits);
  if (!/^\d+$/.test(ascii)) return undefined;
  const significant = ascii.replace(/^0+(?=\d)/, '');
  if (significant.length > MAX_INTEGER_DIGITS) return undefined;
  const value = text.startsWith('-') ? -BigInt(significant) : BigInt(significant);
  return BigInt.asIntN(bits, value) === value ? value : undefined;
}

/** The text with the digits of every script as those of ASCII. Only digits of a single UTF-16 unit count, as in Java. */
export function toAsciiDigits(text: string): string {
  return text.replace(NOT_ASCII, (unit) => String(digitValue(unit.charCodeAt(0)) ?? unit));
}

/** Within the basic plane the digits of a script start at a code that ends in 0 or in 6. */
function digitValue(code: number): number | undefined {
  if (!DIGIT.test(String.fromCharCode(code))) return undefined;
  const low = code & 0xf;
  return low >= 6 && !DIGIT.test(String.fromCharCode(code - low)) ? low - 6 : low;
}

/**
 * `Double.parseDouble`: decimal and hexadecimal notation, with an `f` or `d` behind it if it likes, `NaN` and `Infinity`.
 * Undefined where Java throws. Control characters and blanks around it are trimmed.
 */
export function parseDouble(text: string): number | undefined {
  const trimmed = javaTrim(text);
  if (DECIMAL_FLOAT.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ''));
  const word = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (word !== null) return Number(trimmed.replace(/^\+|[+-](?=N)/, ''));
  const hex = HEX_FLOAT.exec(trimmed);
  return hex === null ? undefined : hexToDouble(hex);
}

function hexToDouble([, sign, integer, whole = '', fraction = '', exponent = '0']: RegExpExecArray): number {
  const mantissa = BigInt(`0x0${integer ?? whole}${fraction}`);
  const bounded = Math.max(-MAX_HEX_EXPONENT, Math.min(MAX_HEX_EXPONENT, Number(exponent)));
  const magnitude = scaleToDouble(mantissa, BigInt(bounded - 4 * fraction.length));
  return sign === '-' ? -magnitude : magnitude;
}

/** mantissa × 2^exponent, rounded once, to the nearest double, halves to even. */
function scaleToDouble(mantissa: bigint, exponent: bigint): number {
  if (mantissa === 0n) return 0;
  const bits = BigInt(mantissa.toString(2).length);
  if (bits + exponent > 1024n) return Infinity;
  if (bits + exponent < -1074n) return 0;
  const lowest = bits + exponent - 53n > -1074n ? bits + exponent - 53n : -1074n;
  const shift = lowest - exponent;
  if (shift <= 0n) return Number(mantissa << -shift) * 2 ** Number(lowest);
  const kept = mantissa >> shift;
  const rest = mantissa - (kept << shift);
  const half = 1n << (shift - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(up ? kept + 1n : kept) * 2 ** Number(lowest);
}

/** `String.trim`: cuts everything up to and including the blank (U+0020) from both ends, and nothing else. */
export function javaTrim(text: string): string {
  return trimWhere(text, (code) => code <= 0x20);
}

/** Cuts the UTF-16 units that `cut` says from both ends. */
export function trimWhere(text: string, cut: (code: number) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && cut(text.charCodeAt(start))) start++;
  while (end > start && cut(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

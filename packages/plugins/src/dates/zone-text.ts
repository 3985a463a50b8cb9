import { UTC } from './date-names.ts';
import type { TextCursor } from './text-cursor.ts';

const SUPPORTED = `of the names of time zones only ${UTC.short.join(', ')}, ${UTC.long.join(', ')} and GMT are known, and offsets such as +0100 and GMT+01:00`;

/** A zone for the letters z and Z: an offset, GMT with an offset or without, or a name of UTC. Answers minutes. */
export function readZone(cursor: TextCursor, start: number): number {
  const next = cursor.text.charAt(cursor.position);
  if (next === '+' || next === '-') {
    const [, sign, hours, minutes] = cursor.match(/([+-])([01]\d|2[0-3])([0-5]\d)/y);
    return offset(sign, hours, minutes);
  }
  if (/^gmt/i.test(cursor.text.slice(start))) {
    cursor.position = start;
    const [, sign, hours, minutes] = cursor.match(/gmt(?:([+-])(2[0-3]|[01]?\d):([0-5]\d)|(?![+-]))/iy);
    return offset(sign, hours, minutes);
  }
  cursor.match(/Coordinated Universal Time|UTC/iy, SUPPORTED);
  return 0;
}

/** A zone for the letter X: Z, or an offset of as many parts as the pattern has letters. Answers minutes. */
export function readIsoZone(cursor: TextCursor, count: number): number {
  const [, zulu, sign, hours, minutes] = cursor.match(ISO_ZONES[count - 1] ?? /(?!)/y);
  return zulu === undefined ? offset(sign, hours, minutes) : 0;
}

const ISO_ZONES = [/(Z)|([+-])([01]\d|2[0-3])/y, /(Z)|([+-])([01]\d|2[0-3])([0-5]\d)/y, /(Z)|([+-])([01]\d|2[0-3]):([0-5]\d)/y];

function offset(sign: string | undefined, hours = '0', minutes = '0'): number {
  const value = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -value : value;
}

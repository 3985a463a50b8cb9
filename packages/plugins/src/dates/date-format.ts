import { createDateFormatter, type DateFormatter } from './date-formatter.ts';
import { createDateParser, type DateParser } from './date-parser.ts';
import { parseDatePattern, type PatternPart } from './date-pattern.ts';

/** How dates and times are written and read: a pattern of Java's SimpleDateFormat, in English and for UTC. */
export interface DateFormat {
  readonly pattern: string;
  readonly format: DateFormatter;
  readonly parse: DateParser;
  /** Within so many milliseconds, counted from the epoch, all times are written alike. */
  readonly granularityMs: number;
}

/**
 * Compiles a pattern. Throws DatePatternError for what is none. `nowMs` (milliseconds since the epoch) tells the century that two
 * digits of a year are of.
 */
export function createDateFormat(pattern: string, nowMs: number = Date.now()): DateFormat {
  const parts = parseDatePattern(pattern);
  return {
    pattern,
    format: createDateFormatter(parts),
    parse: createDateParser(parts, nowMs),
    granularityMs: granularityOf(parts),
  };
}

const GRANULARITIES: readonly (readonly [letters: string, ms: number])[] = [
  ['S', 1],
  ['s', 1000],
  ['m', 60_000],
  ['aHkKh', 3_600_000],
];

function granularityOf(parts: readonly PatternPart[]): number {
  const letters = parts.map((part) => (part.kind === 'field' ? part.letter : ''));
  const found = GRANULARITIES.find(([fine]) => letters.some((letter) => letter !== '' && fine.includes(letter)));
  return found?.[1] ?? 86_400_000;
}

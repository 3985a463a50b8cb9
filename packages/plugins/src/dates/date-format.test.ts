import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DatePatternError, DateTextError } from '../errors.ts';
import { createDateFormat } from './date-format.ts';

/** When Java was asked: two digits of a year are of the century around it. */
const NOW = Date.UTC(2026, 10, 22);

interface DateCase {
  readonly pattern: string;
  readonly ms?: number | null;
  /** What `ms` is written as. */
  readonly text?: string;
  /** What is read as `ms`; null: Java refuses it. */
  readonly parse?: string;
  /** Why it is no pattern. */
  readonly error?: string;
}

/* Patterns put together at random, and texts made with them and then damaged, with what java.text.SimpleDateFormat makes of them. */
const cases = readFileSync(new URL('../../test/fixtures/date-patterns.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as DateCase);

function parsed(pattern: string, text: string): number | null {
  try {
    return createDateFormat(pattern, NOW).parse(text);
  } catch (error) {
    if (error instanceof DateTextError) return null;
    throw error;
  }
}

describe('a date pattern of Java', () => {
  it.each(cases.filter(({ text }) => text !== undefined))('$pattern writes $ms as $text', ({ pattern, ms, text }) => {
    expect(createDateFormat(pattern, NOW).format(ms ?? 0)).toBe(text);
  });

  it.each(cases.filter(({ parse }) => parse !== undefined))('$pattern reads $parse as $ms', ({ pattern, parse = '', ms }) => {
    expect(parsed(pattern, parse)).toBe(ms);
  });

  it.each(cases.filter(({ error }) => error !== undefined))('$pattern is none: $error', ({ pattern, error }) => {
    expect(() => createDateFormat(pattern, NOW)).toThrow(new DatePatternError(error));
  });

  it('puts years of two digits within the eighty years before and the twenty years after now', () => {
    const { parse } = createDateFormat('yy-MM-dd', NOW);
    const years = ['46-11-21', '46-11-22', '46-11-23', '47-01-01', '45-01-01'].map((text) =>
      new Date(parse(text)).getUTCFullYear(),
    );
    expect(years).toEqual([2046, 1946, 1946, 1947, 2045]);
  });

  it('says which names of time zones it knows', () => {
    expect(() => createDateFormat('HH:mm z', NOW).parse('10:00 PST')).toThrow(
      'of the names of time zones only UTC, Coordinated Universal Time and GMT are known',
    );
  });

  it.each([
    ['yyyyMMdd', 86_400_000],
    ['yyyy-MM-dd HH', 3_600_000],
    ['HH:mm', 60_000],
    ['ss', 1000],
    ['S', 1],
    ["'S'", 86_400_000],
  ])('%s tells times apart by %d ms', (pattern, granularityMs) => {
    expect(createDateFormat(pattern, NOW).granularityMs).toBe(granularityMs);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareVersions } from './version-order.ts';
import { versionRangeOf } from './version-range.ts';

interface OrderCase {
  readonly a: string;
  readonly b: string;
  readonly order: number;
}

interface RangeCase {
  readonly range: string;
  readonly text?: string;
  readonly includes?: readonly boolean[];
  readonly error?: string;
}

const rows = readFileSync(new URL('../../test/fixtures/maven-versions.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as OrderCase | RangeCase);
const versions = ['1.0', '1.5', '2.0', '4.3.1', '', '3.0', '1'];

describe('versions, as Maven has them', () => {
  it('are ordered alike', () => {
    const wrong = rows.filter((row) => 'a' in row).filter(({ a, b, order }) => Math.sign(compareVersions(a, b)) !== order);
    expect(wrong).toEqual([]);
  });

  it.each(rows.filter((row) => 'range' in row))('are admitted alike by $range', ({ range, text, includes, error }) => {
    if (error !== undefined) {
      expect(() => versionRangeOf(range)).toThrow(error);
      return;
    }
    const found = versionRangeOf(range);
    expect(String(found)).toBe(text);
    expect(versions.map((version) => found?.includes(version))).toEqual(includes);
  });

  it.each([null, undefined, 'latest'])('are all admitted by %s', (spec) => {
    expect(versionRangeOf(spec)).toBeNull();
  });
});

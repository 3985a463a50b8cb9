import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JavaRegexError } from './java-regex-error.ts';
import { javaRegex } from './java-regex.ts';

interface RegexCase {
  readonly pattern: string;
  /** The texts that it matches as a whole. */
  readonly matches?: readonly string[];
  readonly error?: string;
}

/* Patterns put together at random from pieces of all kinds, with what java.util.regex makes of them. */
const [head, ...cases] = readFileSync(new URL('../../test/fixtures/java-regex.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as unknown);
const { texts } = head as { readonly texts: readonly string[] };

function outcome(pattern: string): Omit<RegexCase, 'pattern'> {
  try {
    const regex = javaRegex(pattern);
    return { matches: texts.filter((text) => regex.matches(text)) };
  } catch (error) {
    if (!(error instanceof JavaRegexError)) throw error;
    return { error: error.message };
  }
}

describe('a regular expression of Java', () => {
  it.each((cases as RegexCase[]).map((one) => [one.pattern, one] as const))(
    '%j matches the same texts, or is refused alike',
    (pattern, one) => {
      expect({ pattern, ...outcome(pattern) }).toEqual(one);
    },
  );

  it('matches whole texts only', () => {
    expect([javaRegex('b').matches('abc'), javaRegex('a|ab').matches('ab')]).toEqual([false, true]);
  });

  it('numbers groups as Java does, whatever its translation needs beside them', () => {
    expect(javaRegex('(a++)(?<tail>b)?(c)').match('aac')).toEqual(['aac', 'aa', null, 'c']);
  });

  it('keeps flags in the group where they stand', () => {
    expect(['AB', 'Ab', 'aB'].map((text) => javaRegex('(?:(?i)a)B').matches(text))).toEqual([true, false, true]);
  });
});

describe('replacing the first match', () => {
  it.each([
    ['(.*)', '$1-suffix', 'orders', 'orders-suffix'],
    ['(?<pre>ord)(.*)', '${pre}_$2', 'orders', 'ord_ers'],
    ['(.*)', '\\$1\\\\', 'orders', '$1\\'],
    ['(.*)', '$11', 'orders', 'orders1'],
    ['(a)|(b)', '[$1$2]', 'b', '[b]'],
    ['o.*?', 'x', 'orders', 'xrders'],
    ['z', 'x', 'orders', 'orders'],
  ])('%j by %j makes of %j %j', (pattern, replacement, text, result) => {
    expect(javaRegex(pattern).replaceFirst(text, replacement)).toBe(result);
  });

  it.each([
    ['$', 'Illegal group reference: group index is missing'],
    ['$x', 'Illegal group reference'],
    ['$2', 'No group 2'],
    ['\\', 'character to be escaped is missing'],
    ['${no}', 'No group with name {no}'],
    ['${1a}', 'capturing group name {1a} starts with digit character'],
    ['${', "named capturing group is missing trailing '}'"],
  ])('the replacement %j is refused', (replacement, message) => {
    expect(() => javaRegex('(.*)').replaceFirst('orders', replacement)).toThrow(message);
  });
});

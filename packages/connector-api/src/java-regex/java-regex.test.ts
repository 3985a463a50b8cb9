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
    expect(javaRegex(pattern).replacer(replacement)(text)).toBe(result);
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
    const replace = javaRegex('(.*)').replacer(replacement);
    expect(() => replace('orders')).toThrow(message);
  });
});

describe('what is not carried over from Java', () => {
  it.each([
    ['(?U)\\w', 'Not carried: the flag U'],
    ['(?c:a)', 'Not carried: the flag c'],
    ['(?i)[é]', 'Not carried: letters outside ASCII in a character class with the flag i alone'],
    ['(?i:a)\\p{Lu}', 'Not carried: letters of one case, such as \\p{Lu}, together with the flag i'],
    ['(?x)[a b]', 'Not carried: blanks and comments in a character class with the flag x'],
    ['(a)?\\1', 'Not carried: a back reference to group 1, which need not have matched anything here'],
    ['(?:(a)|b)*\\1', 'Not carried: a back reference to group 1'],
    ['\\N{COMMA}', 'names of characters are not carried'],
    ['\\p{InGreek}', 'blocks are not carried'],
  ])('%j is refused', (pattern, message) => {
    expect(() => javaRegex(pattern)).toThrow(JavaRegexError);
    expect(() => javaRegex(pattern)).toThrow(message);
  });

  it('refuses replacements by groups that JavaScript forgets in a repetition', () => {
    expect(() => javaRegex('(?:(a)|b)*').replacer('$1')).toThrow('Not carried: group 1 is repeated');
    expect(javaRegex('(?:(a)|b)*').replacer('$0')('ab')).toBe('ab');
    expect(javaRegex('(?:(a)b)*').replacer('$1')('abab')).toBe('a');
  });
});

describe('what JavaScript understands otherwise', () => {
  it.each([
    ['(?>(a)|b)c', '$1', 'ac', 'a'],
    ['(a)++(b)', '$2$1', 'aab', 'ba'],
    ['(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\10', '$10', 'abcdefghijj', 'j'],
    ['(?i)É', 'x', 'é', 'é'],
    ['(?iu)É', 'x', 'é', 'x'],
    ['(?d).+', 'x', 'a\r', 'x'],
  ])('%j by %j makes of %j %j', (pattern, replacement, text, result) => {
    const regex = javaRegex(pattern);
    expect(regex.matches(text) ? regex.replacer(replacement)(text) : text).toBe(result);
  });
});

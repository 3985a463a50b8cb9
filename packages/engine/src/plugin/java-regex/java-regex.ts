import { translateRegex } from './regex-translator.ts';

/** A compiled regular expression of Java's. */
export interface JavaRegex {
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** Matches the whole text: the texts of Java's groups 0, 1, …; null for a group without part. null: no match. */
  match(text: string): (string | null)[] | null;
}

/**
 * Compiles `java.util.regex.Pattern` syntax: character class intersections, possessive quantifiers, `\Q…\E`, POSIX classes and inline
 * flags included. Throws JavaRegexError, whose message reads like Java's.
 */
export function javaRegex(pattern: string): JavaRegex {
  const { source, groups } = translateRegex(pattern);
  const regexp = new RegExp(`^(?:${source})$`, 'v');
  return {
    matches: (text) => regexp.test(text),
    match(text) {
      const found = regexp.exec(text);
      return found === null ? null : groups.map((group) => found[group] ?? null);
    },
  };
}

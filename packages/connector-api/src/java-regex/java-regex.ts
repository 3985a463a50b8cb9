import { JavaReplacement } from './java-replacement.ts';
import { translateRegex } from './regex-translator.ts';

/** A compiled regular expression of Java's. */
export interface JavaRegex {
  /** What it is in JavaScript, for texts as a whole. */
  readonly wholeText: RegExp;
  /** Whether the whole text matches. */
  matches(text: string): boolean;
  /** Matches the whole text: the texts of Java's groups 0, 1, …; null for a group without part. null: no match. */
  match(text: string): (string | null)[] | null;
  /**
   * `Matcher.replaceFirst`: a function that gives a text with what is found first, anywhere in it, replaced. In the replacement `$1`
   * and `${name}` stand for groups, and a backslash takes what follows it literally. A replacement that makes no sense is a
   * JavaReplacementError when it is used, as in Java; one for a group whose content is not always Java's is one at once.
   */
  replacer(replacement: string): (text: string) => string;
}

/**
 * Compiles `java.util.regex.Pattern` syntax: character class intersections, possessive quantifiers, `\Q…\E`, POSIX classes and inline
 * flags included. Throws JavaRegexError, whose message reads like Java's.
 */
export function javaRegex(pattern: string): JavaRegex {
  const translation = translateRegex(pattern);
  const { source, groupCount } = translation;
  const wholeText = new RegExp(`^(?:${source})$`, 'v');
  const anywhere = new RegExp(source, 'v');
  const groupsOf = (found: RegExpExecArray): (string | null)[] =>
    Array.from({ length: groupCount }, (_, i) => (i === 0 ? found[0] : (found.groups?.[`g${i}`] ?? null)));
  return {
    wholeText,
    matches: (text) => wholeText.test(text),
    match(text) {
      const found = wholeText.exec(text);
      return found === null ? null : groupsOf(found);
    },
    replacer(replacementText) {
      const replacement = new JavaReplacement(replacementText, translation);
      return (text) => {
        const found = anywhere.exec(text);
        if (found === null) return text;
        const replaced = replacement.expand(groupsOf(found));
        return text.slice(0, found.index) + replaced + text.slice(found.index + found[0].length);
      };
    },
  };
}

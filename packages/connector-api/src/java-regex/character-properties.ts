/* What stands inside a JavaScript class (with the `v` flag) for Java's named classes. */

/** Line ends that `.`, `$` and `^` know, without the pair of `\r\n`. */
export const LINE_ENDS = '\\n\\r\\u0085\\u2028\\u2029';
const HORIZONTAL = ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const VERTICAL = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';
const SPACE = ' \\t\\n\\x0B\\f\\r';

/** The classes of one letter; the capital letter is all else. */
export const SHORT_CLASSES: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['w', 'a-zA-Z_0-9'],
  ['s', SPACE],
  ['h', HORIZONTAL],
  ['v', VERTICAL],
]);

const POSIX = new Map([
  ['Lower', 'a-z'],
  ['Upper', 'A-Z'],
  ['ASCII', '\\x00-\\x7F'],
  ['Alpha', 'a-zA-Z'],
  ['Digit', '0-9'],
  ['Alnum', 'a-zA-Z0-9'],
  ['Punct', '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E'],
  ['Graph', '\\x21-\\x7E'],
  ['Print', '\\x20-\\x7E'],
  ['Blank', ' \\t'],
  ['Cntrl', '\\x00-\\x1F\\x7F'],
  ['XDigit', '0-9a-fA-F'],
  ['Space', SPACE],
]);

const JAVA = new Map([
  ['javaLowerCase', '\\p{Lowercase}'],
  ['javaUpperCase', '\\p{Uppercase}'],
  ['javaAlphabetic', '\\p{Alphabetic}'],
  ['javaDigit', '\\p{Nd}'],
  ['javaLetter', '\\p{L}'],
  ['javaLetterOrDigit', '\\p{L}\\p{Nd}'],
  ['javaWhitespace', '\\x09-\\x0D\\x1C-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u2028\\u2029\\u205F\\u3000'],
  ['javaSpaceChar', '\\p{Z}'],
  ['javaISOControl', '\\x00-\\x1F\\x7F-\\x9F'],
]);

/** Java's names of Unicode properties that JavaScript calls otherwise. */
const BINARY = new Map([
  ['ALPHABETIC', 'Alphabetic'],
  ['IDEOGRAPHIC', 'Ideographic'],
  ['LETTER', 'L'],
  ['LOWERCASE', 'Lowercase'],
  ['UPPERCASE', 'Uppercase'],
  ['TITLECASE', 'Lt'],
  ['PUNCTUATION', 'P'],
  ['CONTROL', 'Cc'],
  ['WHITE_SPACE', 'White_Space'],
  ['WHITESPACE', 'White_Space'],
  ['DIGIT', 'Nd'],
  ['HEX_DIGIT', 'Hex_Digit'],
  ['ASSIGNED', 'Assigned'],
  ['EMOJI', 'Emoji'],
]);

/** The content of a class for `\p{name}`, or null for a property that nobody knows. */
export function propertyClass(name: string): string | null {
  const posix = POSIX.get(name) ?? JAVA.get(name);
  if (posix !== undefined) return posix;
  if (name === 'L1') return '\\x00-\\xFF';
  if (name === 'LC') return '\\p{LC}';
  if (name === 'all') return '\\p{Any}';
  for (const candidate of unicodeNames(name)) {
    if (isProperty(candidate)) return `\\p{${candidate}}`;
  }
  return null;
}

function unicodeNames(name: string): string[] {
  const [, key, value] = /^(\w+)=(.*)$/.exec(name) ?? [];
  if (key !== undefined && value !== undefined) {
    if (/^(?:sc|script)$/i.test(key)) return [`Script=${titleCase(value)}`];
    return /^(?:gc|general_category)$/i.test(key) ? [`gc=${value}`] : [];
  }
  if (!name.startsWith('Is')) return [name];
  const rest = name.slice(2);
  return [BINARY.get(rest.toUpperCase()) ?? '', rest, `Script=${titleCase(rest)}`];
}

function titleCase(text: string): string {
  return text.toLowerCase().replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase());
}

function isProperty(name: string): boolean {
  try {
    return name !== '' && new RegExp(`\\p{${name}}`, 'v') instanceof RegExp;
  } catch {
    return false;
  }
}

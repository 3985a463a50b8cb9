import { propertyClass, SHORT_CLASSES } from './character-properties.ts';
import type { JavaRegexError } from './java-regex-error.ts';
import type { RegexReader } from './regex-reader.ts';

/** What a backslash and what follows it mean. */
export type Escape =
  | { readonly kind: 'char'; readonly char: string }
  /** `body` is what stands between the brackets of a class. */
  | { readonly kind: 'class'; readonly body: string; readonly negated: boolean }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'lastLineEnd' }
  | { readonly kind: 'backReference'; readonly group: number | string };

const CONTROLS = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
  ['a', '\u0007'],
  ['e', '\u001B'],
]);

const WORD = '[\\p{L}\\p{Nd}_]';
const AT_WORD_EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;

const ANCHORS = new Map([
  ['b', AT_WORD_EDGE],
  ['B', `(?!${AT_WORD_EDGE})`],
  ['A', '(?<![^])'],
  ['z', '(?![^])'],
  // A match starts where the text does, because the whole text has to match.
  ['G', '(?<![^])'],
  ['X', '(?:\\r\\n|\\P{M}\\p{M}*|\\p{M}+)'],
  ['R', '(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])'],
]);

/** A character as JavaScript writes it, inside and outside of classes alike. */
export function literal(char: string): string {
  if (/^[\p{L}\p{N} _]$/u.test(char)) return char;
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A whole text, taken literally. */
export function literalText(text: string): string {
  return Array.from(text, literal).join('');
}

/** Reads what follows a backslash. `inClass`: between brackets, where anchors and back references make no sense. */
export function readEscape(reader: RegexReader, inClass: boolean): Escape {
  const at = reader.position;
  const letter = reader.next();
  if (letter === '')
    throw reader.error(inClass ? 'Unclosed character class' : 'Unexpected internal error', reader.pattern.length);
  const control = CONTROLS.get(letter);
  if (control !== undefined) return { kind: 'char', char: control };
  const shortClass = SHORT_CLASSES.get(letter.toLowerCase());
  if (shortClass !== undefined) return { kind: 'class', body: shortClass, negated: letter !== letter.toLowerCase() };
  if (letter === 'p' || letter === 'P') return readProperty(reader, letter === 'P');
  if (letter === 'Z' && !inClass) return { kind: 'lastLineEnd' };
  const anchor = ANCHORS.get(letter);
  if (anchor !== undefined && !inClass) return { kind: 'source', source: anchor };
  if (letter === 'N') throw unnamed(reader);
  if ('0xuc'.includes(letter)) return { kind: 'char', char: readCoded(reader, letter) };
  if (!inClass && letter === 'k') return { kind: 'backReference', group: readGroupName(reader) };
  if (!inClass && /[1-9]/.test(letter)) return { kind: 'backReference', group: Number(letter) };
  if (/[A-Za-z1-9]/.test(letter)) throw reader.error('Illegal/unsupported escape sequence', at);
  return { kind: 'char', char: letter };
}

/** `\\N{name}`: the names of characters are not known here. */
function unnamed(reader: RegexReader): JavaRegexError {
  const name = reader.takeMatch(/\{[^}]*\}/y);
  if (name === null) return reader.error('Illegal character name escape sequence');
  const hint = 'names of characters are not carried, only their codes: \\x{h..h}';
  return reader.error(`Unknown character name [${name.slice(1, -1)}] (${hint})`, reader.position - 1);
}

function readProperty(reader: RegexReader, negated: boolean): Escape {
  let name = reader.next();
  if (name === '{') {
    if (!reader.pattern.includes('}', reader.position))
      throw reader.error('Unclosed character family', reader.pattern.length - 1);
    name = reader.takeUntil('}');
    if (name === '') throw reader.error('Empty character family', reader.position - 1);
  }
  const body = propertyClass(name);
  if (body === null) throw reader.error(unknownProperty(name), reader.position - 1);
  return { kind: 'class', body, negated };
}

function unknownProperty(name: string): string {
  const isBlock = /^(?:In|blk=|block=)/i.test(name);
  return `Unknown character property name {${name}}${isBlock ? ' (blocks are not carried: write a range of characters)' : ''}`;
}

function readCoded(reader: RegexReader, letter: string): string {
  if (letter === 'c') {
    if (reader.atEnd) throw reader.error('Illegal control escape sequence', reader.pattern.length);
    return String.fromCharCode(reader.next().charCodeAt(0) ^ 64);
  }
  if (letter === '0') {
    const digits = reader.takeMatch(/[0-3][0-7]{0,2}|[0-7]{1,2}/y);
    if (digits === null) throw reader.error('Illegal octal escape sequence');
    return String.fromCharCode(Number.parseInt(digits, 8));
  }
  const digits = reader.takeMatch(letter === 'x' ? /[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\}/y : /[0-9a-fA-F]{4}/y);
  if (digits === null)
    throw reader.error(letter === 'x' ? 'Illegal hexadecimal escape sequence' : 'Illegal Unicode escape sequence');
  const code = Number.parseInt(digits.replace(/[{}]/g, ''), 16);
  if (code > 0x10ffff) throw reader.error('Hexadecimal codepoint is too big');
  return String.fromCodePoint(code);
}

/** A group's name with its brackets: `<name>`. */
export function readGroupName(reader: RegexReader): string {
  if (!reader.take('<')) throw reader.error("\\k is not followed by '<' for named capturing group");
  const name = reader.takeMatch(/[a-zA-Z][a-zA-Z0-9]*/y);
  if (name === null) throw reader.error('capturing group name does not start with a Latin letter');
  if (!reader.take('>')) throw reader.error("named capturing group is missing trailing '>'");
  return name;
}

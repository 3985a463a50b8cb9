import { literal, literalText, readEscape } from './escape.ts';
import type { RegexReader } from './regex-reader.ts';

/** The flags that matter in a class. */
export interface ClassFlags {
  readonly comments: boolean;
  /** `(?i)` is on, and means the letters of ASCII only. */
  readonly asciiCase: boolean;
}

/**
 * Reads a class after its `[` and gives its JavaScript form, brackets included: `[a-z&&[^b]]` and nested classes work alike, but
 * JavaScript wants each side of `&&` in brackets of its own.
 */
export function readCharacterClass(reader: RegexReader, flags: ClassFlags): string {
  const negated = reader.take('^');
  const sides: string[] = [];
  let side = '';
  let first = true;
  while (!(reader.peek() === ']' && !(first && sides.length === 0 && side === ''))) {
    if (reader.atEnd) throw reader.error('Unclosed character class', reader.pattern.length - 1);
    if (reader.take('&&')) {
      if (side !== '') sides.push(side);
      side = '';
    } else {
      side += readClassItem(reader, flags);
    }
    first = false;
  }
  reader.next();
  if (side !== '') sides.push(side);
  const body = sides.length > 1 ? sides.map((one) => `[${one}]`).join('&&') : (sides[0] ?? '');
  return `[${negated ? '^' : ''}${body}]`;
}

function readClassItem(reader: RegexReader, flags: ClassFlags): string {
  if (reader.take('[')) return readCharacterClass(reader, flags);
  if (flags.comments && /^[\s#]/.test(reader.peek())) {
    throw reader.error('Not carried: blanks and comments in a character class with the flag x');
  }
  const start = reader.position;
  const item = readRange(reader);
  if (flags.asciiCase && hasCaseBeyondAscii(item)) {
    throw reader.error('Not carried: letters outside ASCII in a character class with the flag i alone; with iu they are', start);
  }
  return item;
}

function hasCaseBeyondAscii(source: string): boolean {
  return Array.from(source).some((char) => char > '\u007F' && char.toLowerCase() !== char.toUpperCase());
}

/** Quoted text, a character or a range of characters. */
function readRange(reader: RegexReader): string {
  if (reader.take('\\Q')) return literalText(reader.takeUntil('\\E'));
  const from = readClassCharacter(reader);
  if (from.char === null || reader.peek() !== '-' || /^-(?:\]|\[|&&)/.test(reader.pattern.slice(reader.position)))
    return from.source;
  reader.next();
  if (reader.atEnd) throw reader.error('Illegal character range');
  const at = reader.position;
  const to = readClassCharacter(reader);
  if (to.char === null) throw reader.error('Illegal/unsupported escape sequence', at + 1);
  if (codeOf(from.char) > codeOf(to.char)) throw reader.error('Illegal character range', reader.position - 1);
  return `${from.source}-${to.source}`;
}

/** A character, or (with char null) a class such as `\d`. */
function readClassCharacter(reader: RegexReader): { readonly char: string | null; readonly source: string } {
  if (reader.atEnd) throw reader.error('Unclosed character class', reader.pattern.length - 1);
  const char = reader.next();
  if (char !== '\\') return { char, source: literal(char) };
  const escape = readEscape(reader, true);
  if (escape.kind === 'char') return { char: escape.char, source: literal(escape.char) };
  if (escape.kind !== 'class') throw reader.error('Illegal/unsupported escape sequence', reader.position - 1);
  return { char: null, source: escape.negated ? `[^${escape.body}]` : escape.body };
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

import { DatePatternError } from '../errors.ts';

/** The letters that stand for something in a pattern of Java's SimpleDateFormat. */
export const PATTERN_LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZX';

export type PatternLetter =
  | 'G'
  | 'y'
  | 'Y'
  | 'M'
  | 'L'
  | 'w'
  | 'W'
  | 'D'
  | 'd'
  | 'F'
  | 'E'
  | 'u'
  | 'a'
  | 'H'
  | 'k'
  | 'K'
  | 'h'
  | 'm'
  | 's'
  | 'S'
  | 'z'
  | 'Z'
  | 'X';

/** A letter, and how many times it stands there; or text that stands for itself. */
export type PatternPart =
  | { readonly kind: 'field'; readonly letter: PatternLetter; readonly count: number }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Reads a pattern of Java's SimpleDateFormat: letters stand for fields, all else for itself, and so does what is between single
 * quotes; two of them are one. Throws DatePatternError with Java's words.
 */
export function parseDatePattern(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  let at = 0;
  while (at < pattern.length) {
    const char = pattern.charAt(at);
    if (char === "'") {
      const { text, end } = readQuoted(pattern, at);
      addText(parts, text);
      at = end;
    } else if (/[a-zA-Z]/.test(char)) {
      const end = endOfRun(pattern, at);
      parts.push(fieldOf(char, end - at));
      at = end;
    } else {
      addText(parts, char);
      at += 1;
    }
  }
  return parts;
}

function addText(parts: PatternPart[], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
  else if (text !== '') parts.push({ kind: 'text', text });
}

function endOfRun(pattern: string, start: number): number {
  let end = start + 1;
  while (pattern.charAt(end) === pattern.charAt(start)) end += 1;
  return end;
}

function fieldOf(letter: string, count: number): PatternPart {
  if (!PATTERN_LETTERS.includes(letter)) throw new DatePatternError(`Illegal pattern character '${letter}'`);
  if (letter === 'X' && count > 3) throw new DatePatternError(`invalid ISO 8601 format: length=${count}`);
  return { kind: 'field', letter: letter as PatternLetter, count };
}

/** What a quote at `start` begins, and where it ends. Two quotes in a row are one that stands for itself, also within. */
function readQuoted(pattern: string, start: number): { readonly text: string; readonly end: number } {
  if (pattern.charAt(start + 1) === "'") return { text: "'", end: start + 2 };
  let text = '';
  let at = start + 1;
  while (at < pattern.length) {
    const isQuote = pattern.charAt(at) === "'";
    if (isQuote && pattern.charAt(at + 1) !== "'") return { text, end: at + 1 };
    text += pattern.charAt(at);
    at += isQuote ? 2 : 1;
  }
  throw new DatePatternError('Unterminated quote');
}

/**
 * Reads the text of a Java `.properties` file, as `java.util.Properties.load(Reader)` does: comments (`#`, `!`), `=`, `:` or blanks
 * between key and value, a backslash at the end of a line, escapes (`\t`, `\n`, `\r`, `\f`, `\uXXXX`, any other character for
 * itself). The last of several equal keys counts.
 *
 * @throws {PropertiesSyntaxError} for a `\u` that four hexadecimal digits do not follow.
 */
export function parseJavaProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const { key, value } = splitLine(line.text);
    properties.set(unescapeText(key, line.number), unescapeText(value, line.number));
  }
  return properties;
}

/**
 * The same for the bytes of a file. They are read as ISO 8859-1, as `Properties.load(InputStream)` and so Kafka Connect do:
 * a character outside it stands as `\uXXXX`.
 */
export function parseJavaPropertiesBytes(bytes: Uint8Array): Map<string, string> {
  return parseJavaProperties(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** A `.properties` text that Java would refuse to load. */
export class PropertiesSyntaxError extends Error {
  override readonly name = 'PropertiesSyntaxError';
  /** From 1. */
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

interface LogicalLine {
  readonly text: string;
  /** Of its first natural line, from 1. */
  readonly number: number;
}

const BLANK = new Set([' ', '\t', '\f']);

function* logicalLines(text: string): Generator<LogicalLine> {
  const natural = text.split(/\r\n|\r|\n/);
  for (let i = 0; i < natural.length; i++) {
    const number = i + 1;
    let line = withoutLeadingBlanks(natural[i]!);
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    let cutOff = false;
    while (!cutOff && endsWithOddBackslashes(line)) {
      line = line.slice(0, -1);
      cutOff = i + 1 >= natural.length;
      if (!cutOff) line += withoutLeadingBlanks(natural[++i]!);
    }
    // Continuations that lead to nothing are no line; a backslash that ends the file is one, with an empty key.
    if (line !== '' || cutOff) yield { text: line, number };
  }
}

function withoutLeadingBlanks(line: string): string {
  let start = 0;
  while (BLANK.has(line.charAt(start))) start++;
  return line.slice(start);
}

function endsWithOddBackslashes(line: string): boolean {
  let count = 0;
  while (line.charAt(line.length - 1 - count) === '\\') count++;
  return count % 2 === 1;
}

function splitLine(line: string): { key: string; value: string } {
  let keyEnd = 0;
  while (keyEnd < line.length && !isSeparator(line.charAt(keyEnd))) keyEnd += line.charAt(keyEnd) === '\\' ? 2 : 1;
  keyEnd = Math.min(keyEnd, line.length);
  let valueStart = skipBlanks(line, keyEnd);
  if (line.charAt(valueStart) === '=' || line.charAt(valueStart) === ':') valueStart = skipBlanks(line, valueStart + 1);
  return { key: line.slice(0, keyEnd), value: line.slice(valueStart) };
}

function isSeparator(char: string): boolean {
  return char === '=' || char === ':' || BLANK.has(char);
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (BLANK.has(line.charAt(at))) at++;
  return at;
}

const ESCAPES = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function unescapeText(text: string, line: number): string {
  if (!text.includes('\\')) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char !== '\\') {
      out += char;
      continue;
    }
    const escaped = text.charAt(++i);
    if (escaped !== 'u') {
      out += ESCAPES.get(escaped) ?? escaped;
      continue;
    }
    const hex = text.slice(i + 1, i + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new PropertiesSyntaxError('Malformed \\uxxxx encoding.', line);
    out += String.fromCharCode(Number.parseInt(hex, 16));
    i += 4;
  }
  return out;
}

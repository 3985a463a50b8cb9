import { SerializationError } from '@millrace/connector-api';
import { JsonDecimal, MISSING, type JsonNode } from './json-node.ts';

const MAX_DEPTH = 1000;
const MAX_NUMBER_LENGTH = 1000;
const MAX_NAME_LENGTH = 50_000;
/** Integers of so many digits are exact as a `number`. */
const SAFE_DIGITS = 15;
const MAX_EXPONENT = 2 ** 31 - 1;

const EXPONENT = /[eE]/;
const PARTS = /^[^.eE]*(?:\.(\d*))?[eE](.*)$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const ESCAPES = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/** What a parser makes of the parts of a document. */
export interface JsonShape<T> {
  /** An integer that a `number` cannot hold exactly. */
  integer(value: bigint): T;
  /** A number with a fraction or an exponent. */
  decimal(text: string): T;
  /** Names may repeat; of members with the same name the last counts. */
  object(names: string[], values: T[]): T;
}

const NODES: JsonShape<JsonNode> = {
  integer: (value) => value,
  decimal: (text) => new JsonDecimal(text),
  object(names, values) {
    const members = new Map<string, JsonNode>();
    for (let i = 0; i < names.length; i++) members.set(names[i]!, values[i]!);
    return members;
  },
};

/**
 * Parses the first JSON value of a text, by the rules by which Kafka's JSON deserializer reads: standard JSON, but numbers may
 * have leading zeros, of members with the same name the last counts, and what follows the value is not looked at. A text without
 * any value gives {@link MISSING}. Throws a SerializationError that says what is wrong and where.
 */
export function parseJson(text: string): JsonNode {
  return parseJsonAs(text, NODES);
}

/** The same, and the document takes another shape than that of nodes. */
export function parseJsonAs<T>(text: string, shape: JsonShape<T>): Parsed<T> {
  return new JsonParser(text, 0, shape).parseDocument();
}

/** Parses the value that begins at `start`, no blanks before it, and says where it ends. */
export function parseJsonAt(text: string, start: number): { value: JsonNode; end: number } {
  return new JsonParser(text, start, NODES).parsePart();
}

type Parsed<T> = T | Parsed<T>[] | null | boolean | string | number | typeof MISSING;

class JsonParser<T> {
  readonly #text: string;
  readonly #shape: JsonShape<Parsed<T>>;
  #at: number;
  #depth = 0;

  constructor(text: string, start: number, shape: JsonShape<T>) {
    this.#text = text;
    this.#at = start;
    // A shape is handed what it has made itself, and what is the same in every shape.
    this.#shape = shape;
  }

  parsePart(): { value: Parsed<T>; end: number } {
    return { value: this.#parseValue(), end: this.#at };
  }

  parseDocument(): Parsed<T> {
    this.#skipBlanks();
    if (this.#at >= this.#text.length) return MISSING;
    const number = isNumberStart(this.#code());
    const value = this.#parseValue();
    if (number && this.#at < this.#text.length && !isBlank(this.#code())) throw this.#unexpected('a blank after the number');
    return value;
  }

  #parseValue(): Parsed<T> {
    const code = this.#code();
    switch (code) {
      case QUOTE:
        return this.#parseString();
      case 0x7b: // {
        return this.#parseObject();
      case 0x5b: // [
        return this.#parseArray();
      case 0x74: // t
        return this.#parseWord('true', true);
      case 0x66: // f
        return this.#parseWord('false', false);
      case 0x6e: // n
        return this.#parseWord('null', null);
      default:
        if (isNumberStart(code)) return this.#parseNumber();
        throw this.#unexpected('a value');
    }
  }

  #parseObject(): Parsed<T> {
    this.#enter();
    const names: string[] = [];
    const values: Parsed<T>[] = [];
    if (this.#skipTo(0x7d)) return this.#leave(this.#shape.object(names, values));
    for (;;) {
      if (this.#code() !== QUOTE) throw this.#unexpected('a name in double quotes');
      const name = this.#parseString();
      if (name.length > MAX_NAME_LENGTH) throw this.#tooLong('Name', name.length, MAX_NAME_LENGTH);
      this.#skipBlanks();
      if (this.#code() !== 0x3a) throw this.#unexpected("a colon after the member's name");
      this.#at++;
      this.#skipBlanks();
      names.push(name);
      values.push(this.#parseValue());
      if (this.#skipTo(0x7d)) return this.#leave(this.#shape.object(names, values));
      this.#skipComma('}');
    }
  }

  #parseArray(): Parsed<T> {
    this.#enter();
    const elements: Parsed<T>[] = [];
    if (this.#skipTo(0x5d)) return this.#leave(elements);
    for (;;) {
      elements.push(this.#parseValue());
      if (this.#skipTo(0x5d)) return this.#leave(elements);
      this.#skipComma(']');
    }
  }

  #enter(): void {
    this.#at++;
    if (++this.#depth > MAX_DEPTH) {
      throw new SerializationError(`Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_DEPTH})`);
    }
  }

  #leave(value: Parsed<T>): Parsed<T> {
    this.#depth--;
    return value;
  }

  /** Skips blanks, and the closing bracket if it comes next. */
  #skipTo(closing: number): boolean {
    this.#skipBlanks();
    if (this.#code() !== closing) return false;
    this.#at++;
    return true;
  }

  #skipComma(closing: string): void {
    if (this.#code() !== 0x2c) throw this.#unexpected(`a comma or ${closing}`);
    this.#at++;
    this.#skipBlanks();
  }

  #parseWord(word: string, value: boolean | null): boolean | null {
    const end = this.#at + word.length;
    if (!this.#text.startsWith(word, this.#at) || continuesWord(this.#text.charCodeAt(end))) {
      throw this.#unexpected('true, false or null');
    }
    this.#at = end;
    return value;
  }

  #parseString(): string {
    const text = this.#text;
    const start = ++this.#at;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (code === BACKSLASH) return this.#parseEscapedString(start, at);
      if (code < 0x20) throw this.#controlCharacter(at);
    }
    throw this.#unexpectedEnd('the string has no closing quote');
  }

  #parseEscapedString(start: number, firstEscape: number): string {
    const text = this.#text;
    let value = text.slice(start, firstEscape);
    this.#at = firstEscape;
    for (;;) {
      const code = this.#code();
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        value += this.#parseEscape();
        continue;
      }
      const from = this.#at;
      value += text.slice(from, this.#skipPlain());
    }
    this.#at++;
    return value;
  }

  /** Moves to the next quote or backslash. */
  #skipPlain(): number {
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#code();
      if (code === QUOTE || code === BACKSLASH) return this.#at;
      if (code < 0x20) throw this.#controlCharacter(this.#at);
    }
    throw this.#unexpectedEnd('the string has no closing quote');
  }

  #parseEscape(): string {
    const code = this.#text.charCodeAt(this.#at + 1);
    const plain = ESCAPES.get(code);
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const hex = code === 0x75 ? this.#text.slice(this.#at + 2, this.#at + 6) : '';
    if (!/^[\da-fA-F]{4}$/.test(hex)) throw this.#unexpected('one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX');
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  #parseNumber(): Parsed<T> {
    const start = this.#at;
    if (this.#code() === MINUS) this.#at++;
    let value = 0;
    const digitsFrom = this.#at;
    for (let code = this.#code(); code >= ZERO && code <= NINE; code = this.#code()) {
      value = value * 10 + (code - ZERO);
      this.#at++;
    }
    const digits = this.#at - digitsFrom;
    if (digits === 0) throw this.#unexpected('a digit');
    if (this.#skipFraction()) return this.#decimal(this.#text.slice(start, this.#at));
    if (digits <= SAFE_DIGITS) return digitsFrom > start && value !== 0 ? -value : value;
    return this.#integer(this.#text.slice(start, this.#at));
  }

  /** Whether there is a fraction or an exponent. */
  #skipFraction(): boolean {
    const from = this.#at;
    if (this.#code() === DOT) {
      this.#at++;
      this.#skipDigits();
    }
    if ((this.#code() | 0x20) === 0x65) {
      this.#at++;
      if (this.#code() === MINUS || this.#code() === 0x2b) this.#at++;
      this.#skipDigits();
    }
    return this.#at > from;
  }

  #skipDigits(): void {
    const from = this.#at;
    for (let code = this.#code(); code >= ZERO && code <= NINE; code = this.#code()) this.#at++;
    if (this.#at === from) throw this.#unexpected('a digit');
  }

  #integer(text: string): Parsed<T> {
    if (text.length > MAX_NUMBER_LENGTH) throw this.#tooLong('Number value', text.length, MAX_NUMBER_LENGTH);
    const value = BigInt(text);
    return Number.isSafeInteger(Number(value)) ? Number(value) : this.#shape.integer(value);
  }

  #decimal(text: string): Parsed<T> {
    if (text.length > MAX_NUMBER_LENGTH) throw this.#tooLong('Number value', text.length, MAX_NUMBER_LENGTH);
    const [, fraction = '', exponent] = EXPONENT.test(text) ? (PARTS.exec(text) ?? []) : [];
    if (Math.abs(Number(exponent ?? 0)) > MAX_EXPONENT || fraction.length - Number(exponent ?? 0) > MAX_EXPONENT) {
      throw new SerializationError(`The exponent of the number ${text} is too large`);
    }
    return this.#shape.decimal(text);
  }

  #skipBlanks(): void {
    while (isBlank(this.#code())) this.#at++;
  }

  /** NaN at the end, which is unlike any code. */
  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #unexpected(expected: string): SerializationError {
    if (this.#at >= this.#text.length) return this.#unexpectedEnd(`${expected} should follow`);
    const found = JSON.stringify(String.fromCodePoint(this.#text.codePointAt(this.#at)!));
    return new SerializationError(`Malformed JSON at character ${this.#at + 1}: found ${found} where ${expected} should be`);
  }

  #unexpectedEnd(why: string): SerializationError {
    return new SerializationError(`Malformed JSON: the text ends after ${this.#text.length} characters, but ${why}`);
  }

  #controlCharacter(at: number): SerializationError {
    const code = this.#text.charCodeAt(at);
    return new SerializationError(
      `Malformed JSON at character ${at + 1}: control character ${code} in a string has to be escaped`,
    );
  }

  #tooLong(what: string, length: number, max: number): SerializationError {
    return new SerializationError(`${what} length (${length}) exceeds the maximum allowed (${max})`);
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isNumberStart(code: number): boolean {
  return code === MINUS || (code >= ZERO && code <= NINE);
}

/** What may not follow a word: letters, digits, underscores and all that is not ASCII. */
function continuesWord(code: number): boolean {
  if (code >= 0x7f) return true;
  return code >= ZERO && /\w/.test(String.fromCharCode(code));
}

import { javaTrim } from '@millrace/connector-api';

const DELIMITERS = new Set([':', ',', '{', '}', '[', ']', '"']);

/**
 * Cuts the text form of a value into tokens: the delimiters of lists, maps, entries and strings, and the stretches between them.
 * A delimiter after a backslash is part of a stretch.
 */
export class TokenReader {
  readonly original: string;
  #at = 0;
  #peeked: string | null = null;
  #previous: string | null = null;

  constructor(original: string) {
    this.original = original;
  }

  /** The token that `next` gave last. */
  get previous(): string | null {
    return this.#previous;
  }

  /** Position of the first character that no token has taken yet. */
  get position(): number {
    return this.#at;
  }

  /** A position for `rewindTo`, before the next token. */
  mark(): number {
    return this.#at - (this.#peeked?.length ?? 0);
  }

  rewindTo(position: number): void {
    this.#at = position;
    this.#peeked = null;
    this.#previous = null;
  }

  hasNext(): boolean {
    return this.#peeked !== null || this.#at < this.original.length;
  }

  next(): string {
    const token = this.#peeked ?? this.#consume();
    this.#peeked = null;
    this.#previous = token;
    return token;
  }

  /** The next tokens as they stand in the text; null, and nothing is read, if there are fewer. */
  nextJoined(count: number): string | null {
    const start = this.mark();
    for (let i = 0; i < count; i++) {
      if (!this.hasNext()) {
        this.rewindTo(start);
        return null;
      }
      this.next();
    }
    return this.original.slice(start, this.#at);
  }

  /** Reads the next token if it is the expected one, blanks around it aside. Blanks before it are gone in any case. */
  canConsume(expected: string): boolean {
    if (!this.hasNext()) return false;
    this.#peeked ??= this.#consume();
    while (javaTrim(this.#peeked) === '' && this.#at < this.original.length) this.#peeked = this.#consume();
    if (javaTrim(this.#peeked) !== expected) return false;
    this.#peeked = null;
    return true;
  }

  #consume(): string {
    const start = this.#at;
    let escaped = false;
    for (; this.#at < this.original.length; this.#at++) {
      const character = this.original[this.#at]!;
      if (DELIMITERS.has(character) && !escaped) {
        if (this.#at === start) this.#at++;
        break;
      }
      escaped = character === '\\' && !escaped;
    }
    return this.original.slice(start, this.#at);
  }
}

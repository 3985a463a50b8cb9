import { readCharacterClass } from './character-class.ts';
import { LINE_ENDS } from './character-properties.ts';
import { literal, readEscape, readGroupName } from './escape.ts';
import { RegexReader } from './regex-reader.ts';

/** `(?…)` flags that are on. */
interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
}

const NO_FLAGS: Flags = { ignoreCase: false, dotAll: false, multiline: false, comments: false };
const LOOKAROUNDS = ['?=', '?!', '?<=', '?<!'];

/** A pattern of Java's as JavaScript writes it (with the `v` flag). */
export interface Translation {
  readonly source: string;
  /** The JavaScript number of each Java group, from 1; index 0 is the whole match. */
  readonly groups: readonly number[];
  readonly names: ReadonlyMap<string, number>;
}

/** Translates a pattern. Throws JavaRegexError for what is no pattern in Java. */
export function translateRegex(pattern: string): Translation {
  const translator = new RegexTranslator(pattern);
  return translator.translate();
}

class RegexTranslator {
  readonly #reader: RegexReader;
  #flags: Flags = NO_FLAGS;
  /** Java group number to JavaScript group number. */
  readonly #groups: number[] = [0];
  readonly #names = new Map<string, number>();
  #jsGroups = 0;

  constructor(pattern: string) {
    this.#reader = new RegexReader(pattern);
  }

  translate(): Translation {
    const source = this.#alternatives();
    if (!this.#reader.atEnd) throw this.#reader.error("Unmatched closing ')'", this.#reader.position - 1);
    return { source, groups: this.#groups, names: this.#names };
  }

  /** Up to the `)` that closes the group, or the end. */
  #alternatives(): string {
    const outer = this.#flags;
    let source = '';
    // Flags that change within a group hold to its end, for the alternatives that follow too.
    let open = '';
    let close = '';
    while (!this.#reader.atEnd && this.#reader.peek() !== ')') {
      const change = this.#flagChange();
      if (change !== null) {
        source += change;
        open += change;
        close += change === '' ? '' : ')';
      } else if (this.#reader.take('|')) source += `${close}|${open}`;
      else source += this.#quantified();
    }
    this.#flags = outer;
    return source + close;
  }

  /** `(?i)`: flags for the rest of the group. What opens a JavaScript group with them; null if there is no such thing here. */
  #flagChange(): string | null {
    const text = this.#reader.takeMatch(/\(\?[cdimsuxU]*(?:-[cdimsuxU]*)?\)/y);
    if (text === null) return null;
    const before = this.#flags;
    this.#flags = changed(before, text);
    if (before.ignoreCase === this.#flags.ignoreCase) return '';
    return this.#flags.ignoreCase ? '(?i:' : '(?-i:';
  }

  #quantified(): string {
    if (this.#reader.take('\\Q')) {
      const quoted = Array.from(this.#reader.takeUntil('\\E'), literal);
      const last = quoted.pop();
      return quoted.join('') + this.#closure(last ?? '(?:)');
    }
    const atom = this.#atom();
    return atom === '' ? '' : this.#closure(atom);
  }

  #closure(atom: string): string {
    this.#skipComments();
    const quantifier = this.#quantifier();
    if (quantifier === null) return atom;
    // In a group, because JavaScript repeats no assertions.
    const repeated = `(?:${atom})${quantifier}`;
    if (this.#reader.take('?')) return `${repeated}?`;
    return this.#reader.take('+') ? this.#atomic(repeated) : repeated;
  }

  #quantifier(): string | null {
    const reader = this.#reader;
    const simple = reader.takeMatch(/[*+?]/y);
    if (simple !== null) return simple;
    if (reader.peek() !== '{') return null;
    const start = reader.position;
    const [text, min, , max] = /^\{(\d+)(,(\d*))?/.exec(reader.pattern.slice(start)) ?? [];
    if (text === undefined || min === undefined) throw reader.error('Illegal repetition', start + 1);
    reader.position = start + text.length;
    if (!reader.take('}')) throw reader.error('Unclosed counted closure');
    if (max !== undefined && max !== '' && Number(max) < Number(min))
      throw reader.error('Illegal repetition range', reader.position - 1);
    return `${text}}`;
  }

  /** What matches without ever giving back: a lookahead and a reference to what it saw. */
  #atomic(source: string): string {
    this.#jsGroups += 1;
    const name = `atomic${this.#jsGroups}_`;
    return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
  }

  #atom(): string {
    const reader = this.#reader;
    this.#skipComments();
    if (reader.atEnd) return '';
    const at = reader.position;
    const char = reader.next();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return readCharacterClass(reader);
      case '\\':
        return this.#escape();
      case '.':
        return this.#flags.dotAll ? '[^]' : `[^${LINE_ENDS}]`;
      case '^':
        return this.#flags.multiline ? `(?:(?:(?<![^])|(?<=[${LINE_ENDS}])(?<!\\r(?=\\n)))(?=[^]))` : '(?<![^])';
      case '$':
        return this.#flags.multiline ? `(?:(?![^])|(?=[${LINE_ENDS}])(?<!\\r(?=\\n)))` : `(?=(?:\\r\\n|[${LINE_ENDS}])?(?![^]))`;
      case '*':
      case '+':
      case '?':
        throw reader.error(`Dangling meta character '${char}'`, at);
      case '{':
        // Repeats what is not there.
        reader.position = at;
        return '(?:)';
      case ')':
      case '|':
        reader.position = at;
        return '';
      default:
        return literal(char);
    }
  }

  #escape(): string {
    const escape = readEscape(this.#reader, false);
    if (escape.kind === 'char') return literal(escape.char);
    if (escape.kind === 'class') return `[${escape.negated ? '^' : ''}${escape.body}]`;
    return escape.kind === 'source' ? escape.source : this.#backReference(escape.group);
  }

  #backReference(group: number | string): string {
    const java = typeof group === 'string' ? this.#names.get(group) : group;
    if (java === undefined)
      throw this.#reader.error(`named capturing group <${group}> does not exist`, this.#reader.position - 1);
    const js = this.#groups[java];
    // A group that is not there (yet) matches nothing in Java, and the empty text in JavaScript.
    return js === undefined ? '(?!)' : `(?:\\${js})`;
  }

  #group(): string {
    const reader = this.#reader;
    const lookaround = LOOKAROUNDS.find((mark) => reader.take(mark));
    if (lookaround !== undefined) return this.#closed(`(${lookaround}`);
    if (reader.take('?>')) {
      const inner = this.#closed('(?:');
      return this.#atomic(inner);
    }
    const flags = reader.takeMatch(/\?[cdimsuxU]*(?:-[cdimsuxU]*)?:/y);
    if (flags !== null) return this.#flaggedGroup(flags);
    if (reader.take('?<')) {
      reader.position -= 1;
      return this.#capture(readGroupName(reader));
    }
    if (reader.takeMatch(/\?[cdimsuxU]*(?:-[cdimsuxU]*)?/y) !== null) throw reader.error('Unknown inline modifier');
    return this.#capture(null);
  }

  #capture(name: string | null): string {
    this.#jsGroups += 1;
    const java = this.#groups.push(this.#jsGroups) - 1;
    if (name !== null) {
      if (this.#names.has(name))
        throw this.#reader.error(`Named capturing group <${name}> is already defined`, this.#reader.position - 1);
      this.#names.set(name, java);
    }
    return this.#closed('(');
  }

  #flaggedGroup(text: string): string {
    const before = this.#flags;
    this.#flags = changed(before, text);
    const turned = before.ignoreCase === this.#flags.ignoreCase ? '' : this.#flags.ignoreCase ? 'i' : '-i';
    const source = this.#closed(`(?${turned}:`);
    this.#flags = before;
    return source;
  }

  #closed(open: string): string {
    const inner = this.#alternatives();
    if (!this.#reader.take(')')) throw this.#reader.error('Unclosed group', this.#reader.pattern.length);
    return `${open}${inner})`;
  }

  #skipComments(): void {
    while (this.#flags.comments && this.#reader.takeMatch(/\s+|#[^\n]*/y) !== null);
  }
}

function changed(flags: Flags, text: string): Flags {
  const [on = '', off = ''] = text.replace(/[(?:)]/g, '').split('-');
  const state = (letter: string, before: boolean): boolean => (off.includes(letter) ? false : before || on.includes(letter));
  return {
    ignoreCase: state('i', flags.ignoreCase),
    dotAll: state('s', flags.dotAll),
    multiline: state('m', flags.multiline),
    comments: state('x', flags.comments),
  };
}

import { CaptureTracker } from './capture-tracker.ts';
import { readCharacterClass } from './character-class.ts';
import { literal, readEscape, readGroupName } from './escape.ts';
import { isOptional, mayBeEmpty, repeats } from './quantifier.ts';
import { afterLineEnd, atLastLineEnd, beforeLineEnd, changedFlags, lineEnds, NO_FLAGS, type Flags } from './regex-flags.ts';
import { RegexReader } from './regex-reader.ts';

const LOOKAROUNDS = ['?=', '?!', '?<=', '?<!'];

/** The engine of Node.js takes these for letters of both cases as soon as the flag i is on anywhere else. */
const CASED_PROPERTY = /\\[pP]\{(?:gc=)?(?:L[ult]|Upper|Lower|Titlecase)/i;

/** A pattern of Java's as JavaScript writes it (with the `v` flag). */
export interface Translation {
  readonly source: string;
  /** How many groups Java counts, the whole match among them. The others are named `g1`, `g2`, … here. */
  readonly groupCount: number;
  /** Groups that may hold something else here than in Java. */
  readonly unsteady: ReadonlySet<number>;
  /** The numbers of Java's named groups. */
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
  readonly #captures = new CaptureTracker();
  readonly #names = new Map<string, number>();
  #groupCount = 1;
  #atomicCount = 0;
  /** Whether letters of one case are asked for where the flag i is off. */
  #hasCasedProperty = false;

  constructor(pattern: string) {
    this.#reader = new RegexReader(pattern);
  }

  translate(): Translation {
    const source = this.#alternatives();
    if (!this.#reader.atEnd) throw this.#reader.error("Unmatched closing ')'", this.#reader.position - 1);
    if (source.includes('(?i:') && this.#hasCasedProperty) {
      throw this.#reader.error('Not carried: letters of one case, such as \\p{Lu}, together with the flag i', -1);
    }
    return { source, groupCount: this.#groupCount, unsteady: this.#captures.unsteady, names: this.#names };
  }

  /** Up to the `)` that closes the group, or the end. */
  #alternatives(): string {
    const outer = this.#flags;
    let source = '';
    // Flags that change within a group hold to its end, for the alternatives that follow too.
    let open = '';
    let close = '';
    const before = this.#captures.snapshot();
    const branches: ReadonlySet<number>[] = [];
    for (this.#skipComments(); !this.#reader.atEnd && this.#reader.peek() !== ')'; this.#skipComments()) {
      const change = this.#flagChange();
      if (change !== null) {
        source += change;
        open += change;
        close += change === '' ? '' : ')';
      } else if (this.#reader.take('|')) {
        source += `${close}|${open}`;
        branches.push(this.#captures.snapshot());
        this.#captures.restore(before);
      } else source += this.#quantified();
    }
    this.#flags = outer;
    this.#captures.join([...branches, this.#captures.snapshot()]);
    return source + close;
  }

  /** `(?i)`: flags for the rest of the group. What opens a JavaScript group with them; null if there is no such thing here. */
  #flagChange(): string | null {
    const text = this.#reader.takeMatch(/\(\?[cdimsuxU]*(?:-[cdimsuxU]*)?\)/y);
    if (text === null) return null;
    const before = this.#flags;
    this.#flags = changedFlags(before, text, this.#reader);
    if (before.ignoreCase === this.#flags.ignoreCase) return '';
    return this.#flags.ignoreCase ? '(?i:' : '(?-i:';
  }

  #quantified(): string {
    if (this.#reader.take('\\Q')) {
      const quoted = Array.from(this.#reader.takeUntil('\\E'), (char) => this.#literal(char));
      const last = quoted.pop();
      return quoted.join('') + this.#closure(last ?? '(?:)', this.#groupCount, this.#captures.snapshot());
    }
    const firstGroup = this.#groupCount;
    const before = this.#captures.snapshot();
    const atom = this.#atom();
    return atom === '' ? '' : this.#closure(atom, firstGroup, before);
  }

  #closure(atom: string, firstGroup: number, before: ReadonlySet<number>): string {
    this.#skipComments();
    const quantifier = this.#quantifier();
    if (quantifier === null) return atom;
    const empty = mayBeEmpty(atom);
    if (empty || repeats(quantifier)) this.#captures.repeated(firstGroup, this.#groupCount, empty);
    if (isOptional(quantifier)) this.#captures.restore(before);
    // In a group, because JavaScript repeats no assertions.
    const repeated = `(?:${atom})${quantifier}`;
    if (this.#reader.take('?')) return `${repeated}?`;
    if (!this.#reader.take('+')) return repeated;
    // Each turn is final by itself: where a later one that has to be fails, those before it are not tried otherwise.
    return this.#atomic(atom.startsWith('(') ? `${this.#atomic(atom)}${quantifier}` : repeated);
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
    this.#atomicCount += 1;
    const name = `atomic${this.#atomicCount}`;
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
        return this.#ofClass(readCharacterClass(reader, { comments: this.#flags.comments, asciiCase: this.#isAsciiCase }));
      case '\\':
        return this.#ofClass(this.#escape());
      case '.':
        return this.#flags.dotAll ? '[^]' : `[^${lineEnds(this.#flags)}]`;
      case '^':
        return this.#flags.multiline ? `(?:(?:(?<![^])|${afterLineEnd(this.#flags)})(?=[^]))` : '(?<![^])';
      case '$':
        return this.#flags.multiline ? `(?:(?![^])|${beforeLineEnd(this.#flags)})` : atLastLineEnd(this.#flags);
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
        return this.#literal(char);
    }
  }

  #ofClass(source: string): string {
    this.#hasCasedProperty ||= !this.#flags.ignoreCase && CASED_PROPERTY.test(source);
    return source;
  }

  /** Whether `(?i)` is on alone, which means the letters of ASCII only. */
  get #isAsciiCase(): boolean {
    return this.#flags.ignoreCase && !this.#flags.unicodeCase;
  }

  #literal(char: string): string {
    return this.#isAsciiCase && char > '\u007F' ? `(?-i:${literal(char)})` : literal(char);
  }

  #escape(): string {
    const escape = readEscape(this.#reader, false);
    if (escape.kind === 'char') return this.#literal(escape.char);
    if (escape.kind === 'lastLineEnd') return atLastLineEnd(this.#flags);
    if (escape.kind === 'class') return `[${escape.negated ? '^' : ''}${escape.body}]`;
    return escape.kind === 'source' ? escape.source : this.#backReference(escape.group);
  }

  #backReference(reference: number | string): string {
    const group = typeof reference === 'string' ? this.#names.get(reference) : this.#longestNumber(reference);
    if (group === undefined)
      throw this.#reader.error(`named capturing group <${reference}> does not exist`, this.#reader.position - 1);
    // A group that is not there (yet) matches nothing in Java, and the empty text in JavaScript.
    if (group >= this.#groupCount) return '(?!)';
    if (this.#captures.isSteady(group)) return `(?:\\k<g${group}>)`;
    throw this.#reader.error(
      `Not carried: a back reference to group ${group}, which need not have matched anything here`,
      this.#reader.position - 1,
    );
  }

  /** As many digits count as still make the number of a group. */
  #longestNumber(first: number): number {
    let group = first;
    for (let digit = this.#reader.peek(); /^\d$/.test(digit); digit = this.#reader.peek()) {
      const longer = group * 10 + Number(digit);
      if (longer >= this.#groupCount) break;
      group = longer;
      this.#reader.next();
    }
    return group;
  }

  #group(): string {
    const reader = this.#reader;
    const lookaround = LOOKAROUNDS.find((mark) => reader.take(mark));
    if (lookaround !== undefined) return this.#lookaround(lookaround);
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

  #lookaround(mark: string): string {
    const before = this.#captures.snapshot();
    const source = this.#closed(`(${mark}`);
    if (mark.endsWith('!')) this.#captures.restore(before);
    return source;
  }

  #capture(name: string | null): string {
    const group = this.#groupCount;
    this.#groupCount += 1;
    if (name !== null) {
      if (this.#names.has(name))
        throw this.#reader.error(`Named capturing group <${name}> is already defined`, this.#reader.position - 1);
      this.#names.set(name, group);
    }
    const source = this.#closed(`(?<g${group}>`);
    this.#captures.captured(group);
    return source;
  }

  #flaggedGroup(text: string): string {
    const before = this.#flags;
    this.#flags = changedFlags(before, text, this.#reader);
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

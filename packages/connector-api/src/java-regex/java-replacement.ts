import { JavaReplacementError } from './java-regex-error.ts';
import type { Translation } from './regex-translator.ts';

type GroupInfo = Pick<Translation, 'groupCount' | 'names' | 'unsteady'>;

/** A replacement for what a regular expression of Java's has found, as `Matcher.appendReplacement` reads it. */
export class JavaReplacement {
  readonly #text: string;
  readonly #groups: GroupInfo;
  /** Text, and the numbers of groups. */
  readonly #parts: (string | number)[] = [];
  /** What is wrong with it, which Java says only when it is used. */
  readonly #error: JavaReplacementError | null;

  /** Throws JavaReplacementError where a group is used that may hold something else than in Java. */
  constructor(text: string, groups: GroupInfo) {
    this.#text = text;
    this.#groups = groups;
    this.#error = this.#parse();
    const uncarried = this.#parts.find((part) => typeof part === 'number' && groups.unsteady.has(part));
    if (uncarried === undefined) return;
    throw this.#refuse(
      `Not carried: group ${uncarried} is repeated, and need not have part in the last turn, or may match nothing there`,
    );
  }

  /** The replacement for a match with these groups, the whole match being the first; a group without part adds nothing. */
  expand(groups: readonly (string | null)[]): string {
    if (this.#error !== null) throw this.#error;
    return this.#parts.map((part) => (typeof part === 'string' ? part : (groups[part] ?? ''))).join('');
  }

  #parse(): JavaReplacementError | null {
    try {
      for (let at = 0; at < this.#text.length;) at = this.#parsePart(at);
      return null;
    } catch (error) {
      if (error instanceof JavaReplacementError) return error;
      throw error;
    }
  }

  /** Answers where the next part begins. */
  #parsePart(start: number): number {
    const char = this.#text.charAt(start);
    if (char === '$') return this.#parseReference(start + 1);
    if (char !== '\\') {
      this.#parts.push(char);
      return start + 1;
    }
    if (start + 1 === this.#text.length) throw this.#refuse('character to be escaped is missing');
    this.#parts.push(this.#text.charAt(start + 1));
    return start + 2;
  }

  #parseReference(start: number): number {
    if (start === this.#text.length) throw this.#refuse('Illegal group reference: group index is missing');
    if (this.#text.charAt(start) === '{') return this.#parseName(start + 1);
    const { groupCount } = this.#groups;
    const first = digitAt(this.#text, start);
    if (first === undefined) throw this.#refuse('Illegal group reference');
    if (first >= groupCount) throw this.#refuse(`No group ${first}`, 'java.lang.IndexOutOfBoundsException');
    let group = first;
    let end = start + 1;
    // As many digits count as still make the number of a group.
    for (let digit = digitAt(this.#text, end); digit !== undefined; digit = digitAt(this.#text, end)) {
      if (group * 10 + digit >= groupCount) break;
      group = group * 10 + digit;
      end += 1;
    }
    this.#parts.push(group);
    return end;
  }

  #parseName(start: number): number {
    const name = /^[a-zA-Z0-9]*/.exec(this.#text.slice(start))?.[0] ?? '';
    if (name === '' || this.#text.charAt(start + name.length) !== '}') {
      throw this.#refuse("named capturing group is missing trailing '}'");
    }
    if (/^\d/.test(name)) throw this.#refuse(`capturing group name {${name}} starts with digit character`);
    const group = this.#groups.names.get(name);
    if (group === undefined) throw this.#refuse(`No group with name {${name}}`);
    this.#parts.push(group);
    return start + name.length + 1;
  }

  #refuse(description: string, javaClass = 'java.lang.IllegalArgumentException'): JavaReplacementError {
    return new JavaReplacementError(description, this.#text, javaClass);
  }
}

function digitAt(text: string, index: number): number | undefined {
  const digit = text.charCodeAt(index) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : undefined;
}

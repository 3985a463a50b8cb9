import { JavaReplacementError } from './java-regex-error.ts';

/** A replacement for what a regular expression of Java's has found, as `Matcher.appendReplacement` reads it. */
export class JavaReplacement {
  readonly #text: string;
  readonly #names: ReadonlyMap<string, number>;

  /** `names`: the numbers of the expression's named groups. */
  constructor(text: string, names: ReadonlyMap<string, number>) {
    this.#text = text;
    this.#names = names;
  }

  /** The replacement for a match with these groups, the whole match being the first; a group without part adds nothing. */
  expand(groups: readonly (string | null)[]): string {
    let result = '';
    let at = 0;
    while (at < this.#text.length) {
      const char = this.#text.charAt(at);
      at += 1;
      if (char === '\\') {
        if (at === this.#text.length) throw this.#error('character to be escaped is missing');
        result += this.#text.charAt(at);
        at += 1;
      } else if (char === '$') {
        const reference = this.#reference(at, groups.length);
        result += groups[reference.group] ?? '';
        at = reference.end;
      } else result += char;
    }
    return result;
  }

  /** The group that what follows a `$` names, and where that ends. */
  #reference(start: number, groupCount: number): { readonly group: number; readonly end: number } {
    if (start === this.#text.length) throw this.#error('Illegal group reference: group index is missing');
    if (this.#text.charAt(start) === '{') return this.#namedReference(start + 1);
    const first = digitAt(this.#text, start);
    if (first === undefined) throw this.#error('Illegal group reference');
    if (first >= groupCount) throw this.#error(`No group ${first}`, 'java.lang.IndexOutOfBoundsException');
    let group = first;
    let end = start + 1;
    // As many digits count as still make the number of a group.
    for (let digit = digitAt(this.#text, end); digit !== undefined; digit = digitAt(this.#text, end)) {
      if (group * 10 + digit >= groupCount) break;
      group = group * 10 + digit;
      end += 1;
    }
    return { group, end };
  }

  #namedReference(start: number): { readonly group: number; readonly end: number } {
    const name = /^[a-zA-Z0-9]*/.exec(this.#text.slice(start))?.[0] ?? '';
    if (name === '' || this.#text.charAt(start + name.length) !== '}') {
      throw this.#error("named capturing group is missing trailing '}'");
    }
    if (/^\d/.test(name)) throw this.#error(`capturing group name {${name}} starts with digit character`);
    const group = this.#names.get(name);
    if (group === undefined) throw this.#error(`No group with name {${name}}`);
    return { group, end: start + name.length + 1 };
  }

  #error(description: string, javaClass = 'java.lang.IllegalArgumentException'): JavaReplacementError {
    return new JavaReplacementError(description, this.#text, javaClass);
  }
}

function digitAt(text: string, index: number): number | undefined {
  const digit = text.charCodeAt(index) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : undefined;
}

import { JavaRegexError } from './java-regex-error.ts';

/** Reads a pattern code point by code point. */
export class RegexReader {
  readonly pattern: string;
  position = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get atEnd(): boolean {
    return this.position >= this.pattern.length;
  }

  /** The next character, '' at the end; surrogate pairs are one. */
  peek(): string {
    const code = this.pattern.codePointAt(this.position);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const char = this.peek();
    this.position += char.length;
    return char;
  }

  /** Steps over this text if it comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Steps over what this sticky expression matches here, and gives it; null if it does not match. */
  takeMatch(expression: RegExp): string | null {
    expression.lastIndex = this.position;
    const [text] = expression.exec(this.pattern) ?? [null];
    this.position += text?.length ?? 0;
    return text;
  }

  /** Everything up to this text, and steps over it; to the end if it does not come. */
  takeUntil(text: string): string {
    const end = this.pattern.indexOf(text, this.position);
    const taken = this.pattern.slice(this.position, end < 0 ? undefined : end);
    this.position = end < 0 ? this.pattern.length : end + text.length;
    return taken;
  }

  error(description: string, index: number = this.position): JavaRegexError {
    return new JavaRegexError(description, this.pattern, index);
  }
}

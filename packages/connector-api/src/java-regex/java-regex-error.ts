/** A text that is no regular expression of Java's. The message is laid out as `java.util.regex.PatternSyntaxException` lays out its own. */
export class JavaRegexError extends Error {
  override readonly name: string = 'JavaRegexError';
  constructor(description: string, pattern: string, index: number) {
    const where = index >= 0 ? ` near index ${index}` : '';
    const caret = index >= 0 && index < pattern.length ? `\n${' '.repeat(index)}^` : '';
    super(`${description}${where}\n${pattern}${caret}`);
  }
}

/** A replacement that refers to what its regular expression does not have, or that ends too early. Begins with Java's words. */
export class JavaReplacementError extends Error {
  override readonly name: string = 'JavaReplacementError';
  /** The class that Java throws. */
  readonly javaClass: string;
  constructor(description: string, replacement: string, javaClass: string) {
    super(`${description} (in the replacement ${replacement})`);
    this.javaClass = javaClass;
  }
}

/** A text that is no regular expression of Java's. The message is laid out as `java.util.regex.PatternSyntaxException` lays out its own. */
export class JavaRegexError extends Error {
  override readonly name: string = 'JavaRegexError';
  constructor(description: string, pattern: string, index: number) {
    const where = index >= 0 ? ` near index ${index}` : '';
    const caret = index >= 0 && index < pattern.length ? `\n${' '.repeat(index)}^` : '';
    super(`${description}${where}\n${pattern}${caret}`);
  }
}

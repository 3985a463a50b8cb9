import { ConfigError, JavaRegexError, javaRegex, LambdaValidator } from '@millrace/connector-api';

/** Regular expressions of Java's. Of an expression that is missing it says what Java says. */
export const regexValidator = LambdaValidator.with(
  (name, value) => {
    const why =
      typeof value === 'string' ? syntaxError(value) : 'Cannot invoke "String.isEmpty()" because "this.pattern" is null';
    if (why !== null) throw ConfigError.invalidValue(name, value, `Invalid regex: ${why}`);
  },
  () => 'valid regex',
);

function syntaxError(pattern: string): string | null {
  try {
    javaRegex(pattern);
    return null;
  } catch (error) {
    if (error instanceof JavaRegexError) return error.message;
    throw error;
  }
}

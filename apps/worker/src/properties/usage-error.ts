/** The worker cannot start as it was told to: the message says in a sentence what is wrong and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

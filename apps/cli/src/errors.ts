import type { ExitCode } from './exit-codes.ts';

/** The command line, a file or the contexts are not as they have to be. `hint` says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** A command has told what went wrong already; what is left is the exit code. */
export class ToldError extends Error {
  override readonly name = 'ToldError';
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

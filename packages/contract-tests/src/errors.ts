import type { AnswerData } from './http/answer-data.ts';

/** The implementation does not keep to a rule. */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure';
  readonly expected: string;
  readonly found: string;
  /** The exchange that shows it. */
  readonly answer: AnswerData | null;

  constructor(failure: { expected: string; found: string; answer: AnswerData | null }) {
    super(`expected ${failure.expected}; found ${failure.found}`);
    this.expected = failure.expected;
    this.found = failure.found;
    this.answer = failure.answer;
  }
}

/** It turned out on the way that a rule cannot be tested here. */
export class RuleSkipped extends Error {
  override readonly name = 'RuleSkipped';
}

export type AbortReason = 'unreachable' | 'unauthorized' | 'not-connect' | 'no-level' | 'nothing-to-run' | 'interrupted';

/** The whole run cannot go on: no rule can be judged. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly reason: AbortReason;

  constructor(reason: AbortReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The options make no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** No answer came: the connection was refused, cut or too slow. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly request: { readonly method: string; readonly url: string; readonly curl: string };

  constructor(request: NoAnswer['request'], options: ErrorOptions & { why: string }) {
    super(`${request.method} ${request.url}: ${options.why}`, options);
    this.request = request;
  }
}

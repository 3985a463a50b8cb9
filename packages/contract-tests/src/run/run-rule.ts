import { CannotRun, NoAnswer, RuleFailure, RuleSkipped } from '../errors.ts';
import type { AnswerData } from '../http/answer-data.ts';
import type { Rule, RuleInfo } from '../rule.ts';
import type { Failure, Outcome } from '../run-report.ts';
import type { RuleContext } from './rule-context.ts';

/** Runs one rule's test and says how it came out. Throws a CannotRun for what is wrong with more than the rule. */
export async function runRule(rule: Rule, ctx: RuleContext): Promise<Outcome> {
  const startedAt = performance.now();
  const outcome = (rest: Pick<Outcome, 'result' | 'reason' | 'failure'>): Outcome => ({
    ...infoOf(rule),
    ...rest,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    await rule.run(ctx);
    return outcome({ result: 'pass' });
  } catch (error) {
    if (error instanceof CannotRun || ctx.signal.aborted) throw error;
    if (error instanceof RuleSkipped) return outcome({ result: 'skipped', reason: error.message });
    return outcome({ result: 'fail', failure: failureOf(error) });
  }
}

export function skipped(rule: RuleInfo, reason: string): Outcome {
  return { ...infoOf(rule), result: 'skipped', reason, durationMs: 0 };
}

/** A rule without its code. */
export function infoOf({ id, operationId, level, sentence, source, since, until, profile, needs }: RuleInfo): RuleInfo {
  return { id, operationId, level, sentence, source, since, ...(until !== undefined && { until }), profile, needs };
}

function failureOf(error: unknown): Failure {
  if (error instanceof RuleFailure) {
    const { expected, found, answer } = error;
    return { ...(answer ? shown(answer) : { curl: null, request: null, answer: null }), expected, found };
  }
  if (error instanceof NoAnswer) {
    const { method, url, curl } = error.request;
    return { curl, request: { method, url, body: null }, answer: null, expected: 'an answer', found: error.message };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { curl: null, request: null, answer: null, expected: 'the test to run to its end', found: text };
}

function shown(data: AnswerData): Pick<Failure, 'curl' | 'request' | 'answer'> {
  const { curl, method, url, requestBody, status, headers, text } = data;
  return { curl, request: { method, url, body: requestBody ?? null }, answer: { status, headers: { ...headers }, body: text } };
}

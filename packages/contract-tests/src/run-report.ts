import type { AbortReason } from './errors.ts';
import type { KafkaVersion } from './kafka-version.ts';
import type { Capability } from './capability.ts';
import type { RuleInfo, RuleProfile } from './rule.ts';

/** How a rule came out. `known-failure`: it fails, and the file of exceptions says so. */
export type OutcomeResult = 'pass' | 'fail' | 'skipped' | 'known-failure';

/** One rule of a run; plain JSON data. */
export interface Outcome extends RuleInfo {
  readonly result: OutcomeResult;
  readonly durationMs: number;
  /** Why it was skipped, or why the failure is known. */
  readonly reason?: string;
  /** What went wrong, of a failure that is known too. */
  readonly failure?: Failure;
}

/** What to show of a failure, in this order: the request, the answer, the rule's sentence (of the outcome), what was expected. */
export interface Failure {
  /** The request as a line for a shell; null if there was none to show. */
  readonly curl: string | null;
  readonly request: { readonly method: string; readonly url: string; readonly body: string | null } | null;
  readonly answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | null;
  readonly expected: string;
  readonly found: string;
}

/** Everything about a run; plain JSON data. `--json` writes it, `--baseline` reads it. */
export interface RunReport {
  readonly format: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: Target;
  readonly selection: Selection;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `failed` if a MUST or a SHOULD failed; `aborted` if the run could not be done or not to its end, whatever passed before. */
  readonly result: 'passed' | 'failed' | 'aborted';
  readonly abort: { readonly reason: AbortReason; readonly message: string } | null;
  readonly totals: Totals;
  /** In the order of the list of rules. Of an aborted run those that came out before. */
  readonly outcomes: readonly Outcome[];
  readonly cleanup: Cleanup;
  /** Against a former run; only if one was given. */
  readonly comparison?: Comparison;
}

export interface Target {
  /** null for an app inside this process. */
  readonly url: string | null;
  /** What `GET /` says; null if it does not. */
  readonly version: string | null;
  readonly level: KafkaVersion | null;
  readonly levelFrom: 'option' | 'GET /' | null;
  readonly capabilities: readonly Capability[];
}

export interface Selection {
  readonly profiles: readonly RuleProfile[];
  readonly grep: string | null;
}

export interface Totals {
  readonly rules: number;
  readonly passed: number;
  /** MUST and SHOULD, exceptions that no longer fail included. */
  readonly failed: number;
  /** Failing rules of level MAY. */
  readonly reported: number;
  readonly skipped: number;
  readonly known: number;
}

export interface Cleanup {
  /** How many connectors were made and are gone again. */
  readonly removed: number;
  /** Names of connectors that could not be removed. */
  readonly left: readonly string[];
  /** Connectors of former runs that had been killed, which are gone now. */
  readonly leftovers: readonly string[];
}

/** Ids of rules. */
export interface Comparison {
  readonly better: readonly string[];
  readonly worse: readonly string[];
  /** In only one of the two runs. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** The exit code of a run: 0 it passed, 1 rules failed, 2 it could not be run. */
export function exitCodeOf(report: Pick<RunReport, 'result'>): 0 | 1 | 2 {
  return ({ passed: 0, failed: 1, aborted: 2 } as const)[report.result];
}

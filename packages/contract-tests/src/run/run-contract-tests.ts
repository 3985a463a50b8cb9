import { CannotRun, UsageError } from '../errors.ts';
import type { Rule } from '../rule.ts';
import type { Cleanup, Outcome, RunReport, Target, Totals } from '../run-report.ts';
import { toolName, toolVersion } from '../tool-version.ts';
import { compareReports } from './compare-reports.ts';
import { checkAll } from './check-all.ts';
import { openContractRun, type ContractRun } from './contract-run.ts';
import { assertKnown } from './exceptions.ts';
import type { ContractTestOptions } from './options.ts';
import { longestRunMs } from './run-names.ts';

const nothingMade: Cleanup = { removed: 0, left: [], leftovers: [] };

/**
 * Tests an implementation, rule by rule, and tells how each came out. A run that could not be done gives a report too, with the result
 * `aborted`; a UsageError is thrown for options that make no sense.
 */
export async function runContractTests(options: ContractTestOptions): Promise<RunReport> {
  assertKnown(options.exceptions ?? {});
  const startedAt = new Date();
  const outcomes = new Map<string, Outcome>();
  const timeout = AbortSignal.timeout(longestRunMs * 0.8);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let run: ContractRun | null = null;
  let abort: RunReport['abort'] = null;
  let cleanup = nothingMade;
  try {
    run = await openContractRun({ ...options, signal });
    const { rules } = run;
    options.onProgress?.({ kind: 'started', rules: rules.length, target: run.target });
    await checkAll(run, slowestFirst(rules), options, (outcome) => {
      outcomes.set(outcome.id, outcome);
      options.onProgress?.({ kind: 'outcome', outcome, done: outcomes.size, rules: rules.length });
    });
  } catch (error) {
    abort = abortOf(error, signal);
  }
  if (run) {
    options.onProgress?.({ kind: 'cleaning' });
    cleanup = await run.close();
  }
  const ordered = (run?.rules ?? []).flatMap(({ id }) => outcomes.get(id) ?? []);
  const totals = totalsOf(ordered);
  const ran = totals.passed + totals.failed + totals.reported + totals.known;
  if (abort === null && ran === 0) abort = { reason: 'nothing-to-run', message: 'Every rule was skipped' };
  const report: RunReport = {
    format: 1,
    tool: { name: toolName, version: toolVersion },
    target: run ? { ...run.target, capabilities: run.capabilities() } : unknownTarget(options),
    selection: run?.selection ?? { profiles: [], grep: null },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    result: abort ? 'aborted' : totals.failed > 0 ? 'failed' : 'passed',
    abort,
    totals,
    outcomes: ordered,
    cleanup,
  };
  return options.baseline ? { ...report, comparison: compareReports(options.baseline, report) } : report;
}

/** Data takes longest: begun first, it does not keep everybody waiting in the end. */
function slowestFirst(rules: readonly Rule[]): Rule[] {
  return rules.toSorted((a, b) => Number(b.needs.includes('data')) - Number(a.needs.includes('data')));
}

function abortOf(error: unknown, signal: AbortSignal): RunReport['abort'] {
  if (error instanceof UsageError) throw error;
  if (error instanceof CannotRun) return { reason: error.reason, message: error.message };
  if (signal.aborted) return { reason: 'interrupted', message: 'The run was ended before its time' };
  throw error;
}

function totalsOf(outcomes: readonly Outcome[]): Totals {
  const count = (holds: (outcome: Outcome) => boolean) => outcomes.filter(holds).length;
  return {
    rules: outcomes.length,
    passed: count(({ result }) => result === 'pass'),
    failed: count(({ result, level }) => result === 'fail' && level !== 'MAY'),
    reported: count(({ result, level }) => result === 'fail' && level === 'MAY'),
    skipped: count(({ result }) => result === 'skipped'),
    known: count(({ result }) => result === 'known-failure'),
  };
}

function unknownTarget({ url, level }: ContractTestOptions): Target {
  return {
    url: withoutCredentials([url ?? []].flat()[0] ?? null),
    version: null,
    level: level ?? null,
    levelFrom: level ? 'option' : null,
    capabilities: [],
  };
}

function withoutCredentials(url: string | null): string | null {
  return url === null ? null : url.replace(/^(https?:\/\/)[^/?#]*@/, '$1');
}

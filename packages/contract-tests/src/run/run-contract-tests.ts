import { CannotRun, UsageError } from '../errors.ts';
import type { Cleanup, Outcome, RunReport, Target, Totals } from '../run-report.ts';
import { toolName, toolVersion } from '../tool-version.ts';
import { compareReports } from './compare-reports.ts';
import { openContractRun, type ContractRun } from './contract-run.ts';
import { allRules } from '../rules/all-rules.ts';
import { applyException } from './exceptions.ts';
import { defaultConcurrency, type ContractTestOptions } from './options.ts';
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
    await runAll(run, options, outcomes);
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

async function runAll(run: ContractRun, options: ContractTestOptions, outcomes: Map<string, Outcome>): Promise<void> {
  const { rules } = run;
  options.onProgress?.({ kind: 'started', rules: rules.length, target: run.target });
  const waiting = [...rules].toSorted((a, b) => Number(b.needs.includes('data')) - Number(a.needs.includes('data')));
  let stopped = false;
  const work = async () => {
    for (let rule = waiting.shift(); rule && !stopped; rule = waiting.shift()) {
      try {
        const outcome = applyException(await run.check(rule), options.exceptions ?? {});
        outcomes.set(rule.id, outcome);
        options.onProgress?.({ kind: 'outcome', outcome, done: outcomes.size, rules: rules.length });
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.max(1, options.concurrency ?? defaultConcurrency) }, work);
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
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
    url: [url ?? []].flat()[0] ?? null,
    version: null,
    level: level ?? null,
    levelFrom: level ? 'option' : null,
    capabilities: [],
  };
}

function assertKnown(exceptions: Readonly<Record<string, string>>): void {
  const ids = new Set(allRules.map(({ id }) => id));
  for (const [id, reason] of Object.entries(exceptions)) {
    if (!ids.has(id)) throw new UsageError(`The exceptions name ${id}, which is no rule; --list shows them all`);
    if (typeof reason !== 'string' || reason.trim() === '') throw new UsageError(`The exception ${id} needs a reason`);
  }
}

import { failureText } from '../failure-text.ts';
import type { Outcome } from '../run-report.ts';
import { checkAll } from './check-all.ts';
import { chosenRules, openContractRun, type ContractRun } from './contract-run.ts';
import { assertKnown } from './exceptions.ts';
import { defaultTimeoutMs, type ContractTestOptions } from './options.ts';

/** What vitest, jest and node:test have in common. */
export interface TestFramework {
  describe(name: string, body: () => void): unknown;
  test(name: string, body: (...args: unknown[]) => Promise<void>, timeoutMs?: number): unknown;
  /** `afterAll` of vitest and jest, `after` of node:test. */
  after(body: () => Promise<void>, timeoutMs?: number): unknown;
}

/**
 * Makes a test of each rule, in vitest, jest or node:test. The rules run as in `runContractTests`, several at a time, from the first test on;
 * each test waits for its own.
 *
 *     import { describe, test, afterAll } from 'vitest';
 *     registerContractTests({ describe, test, after: afterAll }, { app });
 *
 * A rule of level MUST or SHOULD that does not hold fails its test; one that is skipped skips it, where the framework can do that.
 */
export function registerContractTests(framework: TestFramework, options: ContractTestOptions & { readonly name?: string }): void {
  assertKnown(options.exceptions ?? {});
  const rules = chosenRules(options);
  const session = createSession(options);
  const timeoutMs = 4 * (options.timeoutMs ?? defaultTimeoutMs);
  framework.describe(options.name ?? 'the Kafka Connect REST API', () => {
    for (const { id, level, sentence } of rules) {
      // No named parameter: jest would take it for a callback to wait for.
      framework.test(`${id} (${level}): ${sentence}`, async (...args) => judge(await session.outcome(id), args[0]), timeoutMs);
    }
    framework.after(async () => session.close(), timeoutMs);
  });
}

interface Session {
  outcome(id: string): Promise<Outcome>;
  close(): Promise<void>;
}

/** Opens the run when it is first asked for an outcome. */
function createSession(options: ContractTestOptions): Session {
  const outcomes = new Map<string, Outcome>();
  const waiting = new Map<string, (outcome: Outcome) => void>();
  let opened: Promise<ContractRun> | undefined;
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    opened = openContractRun(options);
    const run = await opened;
    await checkAll(run, run.rules, options, (outcome) => {
      outcomes.set(outcome.id, outcome);
      waiting.get(outcome.id)?.(outcome);
    });
  }

  return {
    async outcome(id) {
      running ??= runAll();
      const known = outcomes.get(id);
      if (known) return known;
      const arrives = new Promise<Outcome>((resolve) => {
        waiting.set(id, resolve);
      });
      // What ends the run before its time fails every test that still waits.
      return Promise.race([arrives, running.then(async () => arrives)]);
    },
    async close() {
      const run = await opened?.catch(() => null);
      await running?.catch(() => undefined);
      await run?.close();
    },
  };
}

function judge(outcome: Outcome, context: unknown): void {
  const { result, level, reason } = outcome;
  if (result === 'skipped') (context as { skip?: (note?: string) => void } | undefined)?.skip?.(reason);
  if (result === 'fail' && level !== 'MAY') throw new Error(failureText(outcome));
}

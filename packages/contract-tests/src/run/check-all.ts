import type { Rule } from '../rule.ts';
import type { Outcome } from '../run-report.ts';
import type { ContractRun } from './contract-run.ts';
import { applyException } from './exceptions.ts';
import { defaultConcurrency, type ContractTestOptions } from './options.ts';

/** Tests rules, several at a time, begun in this order, and tells each outcome. Throws what ended the run before its time. */
export async function checkAll(
  run: ContractRun,
  rules: readonly Rule[],
  { concurrency = defaultConcurrency, exceptions = {} }: Pick<ContractTestOptions, 'concurrency' | 'exceptions'>,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const waiting = [...rules];
  const work = async () => {
    for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
      try {
        tell(applyException(await run.check(rule), exceptions));
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.max(1, concurrency) }, work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

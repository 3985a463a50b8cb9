/**
 * Holds implementations of the Kafka Connect REST API against the contract.
 *
 *     import { runContractTests } from '@millrace/contract-tests';
 *     const report = await runContractTests({ url: 'http://127.0.0.1:8083' });
 *     console.log(report.result, report.outcomes.filter(({ result }) => result === 'fail'));
 */
export { checkExchange, createExchangeChecker, type ExchangeChecker } from './exchange-checker.ts';
export type { Exchange, Violation, ViolationRule } from './exchange.ts';
export { CannotRun, UsageError, type AbortReason } from './errors.ts';
export { oldestLevel, newestLevel, readVersion, type KafkaVersion } from './kafka-version.ts';
export type { Capability } from './capability.ts';
export { ruleLevels, ruleProfiles, type RuleInfo, type RuleLevel, type RuleProfile } from './rule.ts';
export {
  exitCodeOf,
  type Cleanup,
  type Comparison,
  type Failure,
  type Outcome,
  type OutcomeResult,
  type RunReport,
  type Selection,
  type Target,
  type Totals,
} from './run-report.ts';
export { badge } from './reports/badge.ts';
export { htmlPage } from './reports/html-page.ts';
export { junitReport } from './reports/junit.ts';
export { compareReports } from './run/compare-reports.ts';
export { openContractRun, type ContractRun } from './run/contract-run.ts';
export type { Config, Fixtures } from './run/fixtures.ts';
export type { ContractTestOptions, Progress } from './run/options.ts';
export { registerContractTests, type TestFramework } from './run/register-contract-tests.ts';
export { runContractTests } from './run/run-contract-tests.ts';
export { listRules } from './rules/list-rules.ts';

import type { Capability } from './capability.ts';
import type { RuleContext } from './run/rule-context.ts';
import type { KafkaVersion } from './kafka-version.ts';

/** MUST and SHOULD fail a run; MAY is reported only. */
export type RuleLevel = 'MUST' | 'SHOULD' | 'MAY';
export const ruleLevels: readonly RuleLevel[] = ['MUST', 'SHOULD', 'MAY'];

/**
 * Where a rule belongs: `core` is the thirteen operations on connectors and their tasks that any Kafka Connect has, `standard` all others
 * that users call, `admin` loggers, `data` what can only be seen while records flow, `cluster` what takes several workers.
 */
export type RuleProfile = 'core' | 'standard' | 'admin' | 'data' | 'cluster';
export const ruleProfiles: readonly RuleProfile[] = ['core', 'standard', 'admin', 'data', 'cluster'];

/** What a rule is, without the code that tests it: plain data, as `--list` prints it. */
export interface RuleInfo {
  /** `createConnector/409-already-exists`: the operation and what is asked of it. */
  readonly id: string;
  readonly operationId: string;
  readonly level: RuleLevel;
  /** What has to be so, in one sentence without a full stop at the end missing. */
  readonly sentence: string;
  /** Where it follows from: a KIP, or a section of Apache Kafka's documentation, or the contract. */
  readonly source: string;
  /** The first Kafka version that it holds for. */
  readonly since: KafkaVersion;
  /** The last Kafka version that it holds for; left out if it still does. */
  readonly until?: KafkaVersion;
  readonly profile: RuleProfile;
  readonly needs: readonly Capability[];
}

/**
 * A rule with its test. `run` returns if the implementation keeps to the rule and throws a RuleFailure if not (the checks of an Answer
 * and of the context do). It makes connectors only under names that the context gave it; they are removed for it.
 */
export interface Rule extends RuleInfo {
  run(ctx: RuleContext): Promise<void>;
}

import type { OperationId } from '@millrace/contract';
import { compareVersions, type KafkaVersion } from '../kafka-version.ts';
import type { Rule } from '../rule.ts';
import { factsOf } from './operation-facts.ts';

/** A rule as it is written down; what is left out is that of its operation. */
export interface RuleDraft
  extends Partial<Pick<Rule, 'level' | 'source' | 'since' | 'until' | 'profile' | 'needs'>>, Pick<Rule, 'run'> {
  /** The part of the id after the operation. */
  readonly rule: string;
  readonly says: string;
}

/** Makes the rules of one operation. They are MUST unless said otherwise, and never older than the operation. */
export function rulesOf(operationId: OperationId, drafts: readonly RuleDraft[]): Rule[] {
  const facts = factsOf(operationId);
  return drafts.map(
    ({
      rule,
      says,
      since = facts.since,
      level = 'MUST',
      source = facts.source,
      profile = facts.profile,
      needs = [],
      until,
      run,
    }) => ({
      id: `${operationId}/${rule}`,
      operationId,
      level,
      sentence: says,
      source,
      since: later(since, facts.since),
      ...(until !== undefined && { until }),
      profile,
      needs,
      run,
    }),
  );
}

function later(a: KafkaVersion, b: KafkaVersion): KafkaVersion {
  return compareVersions(a, b) > 0 ? a : b;
}

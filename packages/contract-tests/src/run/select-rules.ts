import { isWithin, type KafkaVersion } from '../kafka-version.ts';
import type { Rule, RuleInfo, RuleProfile } from '../rule.ts';

/** What each profile tests: those that build on another include it. */
const included: Readonly<Record<RuleProfile, readonly RuleProfile[]>> = {
  core: ['core'],
  standard: ['core', 'standard'],
  admin: ['core', 'standard', 'admin'],
  data: ['core', 'standard', 'data'],
  cluster: ['core', 'standard', 'cluster'],
};

/** The rules that were asked for: those of the profiles whose id matches. */
export function selectRules(rules: readonly Rule[], profiles: readonly RuleProfile[], grep: RegExp | null): Rule[] {
  const wanted = new Set(profiles.flatMap((profile) => included[profile]));
  return rules.filter(({ id, profile }) => wanted.has(profile) && (grep === null || grep.test(id)));
}

/** Why a rule does not hold at a level; null if it does. */
export function outsideLevel({ since, until }: RuleInfo, level: KafkaVersion): string | null {
  if (isWithin(level, since, until)) return null;
  return `it holds ${until === undefined ? `since ${since}` : `from ${since} to ${until}`}; the level is ${level}`;
}

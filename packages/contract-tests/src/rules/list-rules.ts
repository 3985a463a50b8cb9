import type { RuleInfo } from '../rule.ts';
import { infoOf } from '../run/run-rule.ts';
import { allRules } from './all-rules.ts';

/** Every rule as plain data. */
export function listRules(): RuleInfo[] {
  return allRules.map((rule) => infoOf(rule));
}

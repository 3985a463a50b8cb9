import type { RuleProfile } from '../rule.ts';
import { ruleProfiles } from '../rule.ts';
import type { RunReport } from '../run-report.ts';

/** What was tested, in a few words: `Kafka Connect 4.3 · core`. A selection by --grep is never called by the profile alone. */
export function subjectWords({ target, selection }: Pick<RunReport, 'target' | 'selection'>): string {
  const part = selection.grep === null ? '' : ' (some rules)';
  return `Kafka Connect ${target.level ?? '?'} · ${profileWords(selection.profiles)}${part}`;
}

/** How it came out, in a few words. Known failures are never hidden behind a pass. */
export function resultWords({ result, totals }: Pick<RunReport, 'result' | 'totals'>): string {
  if (result === 'aborted') return 'could not be run';
  const known = totals.known === 0 ? '' : `, ${totals.known} known to fail`;
  return (result === 'failed' ? `${totals.failed} failed` : `${totals.passed} passed`) + known;
}

export type ResultColour = 'green' | 'yellow' | 'red' | 'grey';

export function resultColour({ result, totals }: Pick<RunReport, 'result' | 'totals'>): ResultColour {
  if (result === 'aborted') return 'grey';
  if (result === 'failed') return 'red';
  return totals.known > 0 ? 'yellow' : 'green';
}

function profileWords(profiles: readonly RuleProfile[]): string {
  if (profiles.length === 0) return 'no profile';
  return ruleProfiles.every((one) => profiles.includes(one)) ? 'all profiles' : profiles.join(' + ');
}

import type { Verdict } from './judge.ts';

/** One mutant as a line of the table, and what is to be known of one that survived below it. */
export function verdictText({ mutant, result, rules }: Verdict): string {
  const line = `${result.padEnd(9)} ${mutant.id.padEnd(30)} ${mutant.breaks}`;
  const shown = rules.map(({ id, killed, words }) => `            ${killed ? 'by' : 'NOT by'} ${id}: ${oneLine(words)}`);
  return [line, ...shown].join('\n');
}

/** The figure. */
export function summaryText(groups: ReadonlyMap<string, readonly Verdict[]>, allRules: number): string {
  const all = [...groups.values()].flat();
  const rows = [...groups].map(([name, verdicts]) => `  ${name.padEnd(20)} ${count(verdicts)}`);
  const able = new Set(all.flatMap(({ rules }) => rules.filter(({ killed }) => killed).map(({ id }) => id)));
  return [
    '',
    `mutants killed         ${count(all)}`,
    ...rows,
    `${able.size} of ${allRules} rules were seen to fail where they have to`,
  ].join('\n');
}

function count(verdicts: readonly Verdict[]): string {
  const killed = verdicts.filter(({ result }) => result === 'killed').length;
  return `${killed} of ${verdicts.length}`;
}

function oneLine(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= 160 ? flat : `${flat.slice(0, 160)} …`;
}

import type { Verdict } from './judge.ts';

export const tableHead = row('result', 'mutant', 'what is broken', 'rules that have to notice');

/** One mutant as a line of the table; `inFull` with what each rule found, as it always is of one that survived. */
export function verdictText({ mutant, result, rules }: Verdict, inFull: boolean): string {
  const line = row(result, mutant.id, mutant.breaks, mutant.killedBy.join(', '));
  if (!inFull && result === 'killed') return line;
  const shown = rules.map(
    ({ id, killed, words }) => `          ${killed ? 'killed by' : 'NOT killed by'} ${id}: ${oneLine(words)}`,
  );
  return [line, ...shown].join('\n');
}

function row(result: string, id: string, breaks: string, rules: string): string {
  return `${result.padEnd(9)} ${id.padEnd(32)} ${breaks.padEnd(72)} ${rules}`;
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

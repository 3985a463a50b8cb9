import type { RuleInfo } from '../rule.ts';

/** The list of rules for people, for programs, or for documentation. */
export function formatRules(rules: readonly RuleInfo[], format: 'text' | 'json' | 'markdown'): string {
  if (format === 'json') return JSON.stringify(rules, null, 2);
  return format === 'markdown' ? markdown(rules) : text(rules);
}

function text(rules: readonly RuleInfo[]): string {
  const lines = rules.map(
    (rule) =>
      `${rule.id}\n  ${rule.level}  ${rule.profile}  ${versionsOf(rule)}${needsOf(rule)}  [${rule.source}]\n  ${rule.sentence}`,
  );
  return `${lines.join('\n')}\n\n${rules.length} rules`;
}

function markdown(rules: readonly RuleInfo[]): string {
  const operations = [...new Set(rules.map(({ operationId }) => operationId))];
  const sections = operations.map((operationId) => {
    const group = rules.filter((rule) => rule.operationId === operationId);
    const rows = group.map(
      (rule) =>
        `| \`${rule.id.slice(operationId.length + 1)}\` | ${rule.level} | ${cell(rule.sentence)} | ${rule.profile} | ${versionsOf(rule)} | ${rule.needs.join(', ') || '–'} | ${cell(rule.source)} |`,
    );
    return `## ${operationId}\n\n| rule | level | what has to be so | profile | versions | needs | follows from |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return sections.join('\n');
}

const versionsOf = ({ since, until }: RuleInfo) => (until === undefined ? `${since}+` : `${since}–${until}`);
const needsOf = ({ needs }: RuleInfo) => (needs.length === 0 ? '' : `  needs ${needs.join(', ')}`);
const cell = (sentence: string) => sentence.replaceAll('|', '\\|').replaceAll('\n', ' ');

import type { Comparison } from './compare.ts';
import type { Difference } from './difference.ts';

/** One suite's comparison for a terminal. */
export function formatComparison(suite: string, { compared, differences, known }: Comparison): string {
  const onPurpose = [...known].map(([reason, times]) => `  ${String(times).padStart(5)} on purpose: ${reason}`);
  const head = `${suite}: ${compared} steps compared, ${differences.length} differ`;
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const shown = formatDifference(difference);
    groups.set(shown, [...(groups.get(shown) ?? []), difference]);
  }
  return [head, ...onPurpose, ...[...groups].map(([shown, group]) => formatGroup(shown, group))].join('\n');
}

function formatGroup(shown: string, group: readonly Difference[]): string {
  const [first, ...others] = group.map(({ what }) => what);
  const more = others.length === 0 ? '' : ` (and ${others.length} others: ${others.slice(0, 6).join(' | ')})`;
  return `  - ${first}${more}\n${shown}`;
}

function formatDifference({ java, ours }: Difference): string {
  const paths = differingPaths(java, ours, '');
  const shown = paths
    .slice(0, 12)
    .map(([path, one, other]) => `      ${path}\n        java ${show(one)}\n        ours ${show(other)}`);
  const more = paths.length > shown.length ? [`      and ${paths.length - shown.length} more`] : [];
  return [...shown, ...more].join('\n');
}

type DifferingPath = [path: string, java: unknown, ours: unknown];

/** Where two values differ, down to the smallest parts. */
function differingPaths(java: unknown, ours: unknown, path: string): DifferingPath[] {
  if (Object.is(java, ours)) return [];
  if (!isObject(java) || !isObject(ours) || Array.isArray(java) !== Array.isArray(ours)) return [[path, java, ours]];
  const keys = new Set([...Object.keys(java), ...Object.keys(ours)]);
  const found = [...keys].flatMap((key) => differingPaths(java[key], ours[key], `${path}.${key}`));
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? '(not there)';
  return text.length > 900 ? `${text.slice(0, 900)}… (${text.length} characters)` : text;
}

import type { Row } from './run-fault.ts';

const HEAD = ['fault', 'rounds', 'records in', 'out', 'lost', 'repeated by the source', 'by the sink', 'seconds to recover', ''];

/** In Markdown; seconds are the median and the longest. */
export function faultTable(rows: readonly Row[]): string {
  const body = rows.map((row) => [
    row.fault,
    String(row.rounds),
    String(row.made),
    String(row.arrived),
    String(row.lostBySource + row.lostBySink),
    String(row.repeatedBySource),
    String(row.repeatedBySink),
    `${median(row.seconds).toFixed(1)} (${Math.max(...row.seconds).toFixed(1)})`,
    row.breaches.length === 0 ? 'as promised' : 'BROKEN',
  ]);
  const widths = HEAD.map((head, at) => Math.max(head.length, ...body.map((cells) => cells[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(HEAD), rule, ...body.map(line)].join('\n');
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

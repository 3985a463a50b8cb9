import type { ThroughputRow } from './throughput.ts';

const HEADINGS = ['', 'converter', 'transforms', 'records/s', 'CPU s/million', 'RssAnon MiB', 'VmRSS MiB'];

/** One line a measured pipeline, figures aligned to the right. */
export function throughputTable(rows: readonly ThroughputRow[]): string {
  const lines = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (cell: string, column: number) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!));
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function cells({ direction, converter, transforms, recordsPerSecond, cpuSecondsPerMillion, run }: ThroughputRow): string[] {
  return [
    direction,
    converter,
    String(transforms),
    Math.round(recordsPerSecond).toLocaleString('en'),
    cpuSecondsPerMillion.toFixed(2),
    run.rssAnonMb.toFixed(0),
    run.vmRssMb.toFixed(0),
  ];
}

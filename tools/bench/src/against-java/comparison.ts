import type { AgainstJavaFigures } from './against-java.ts';
import type { Side } from './contender.ts';
import type { PipelineFigure } from './pipelines.ts';
import type { RestFigures } from './rest.ts';

/** A figure of both, and how many times the better way round Millrace has it. */
export interface ComparisonRow {
  readonly what: string;
  readonly unit: string;
  readonly millrace: number;
  readonly java: number;
  /** Above 1: Millrace is ahead, be it by more records or by fewer milliseconds. */
  readonly ahead: number;
}

type Better = 'more' | 'less';

/** All figures as rows; of several rounds the median, of which the first is left out where it only warms up. */
export function compare({ starts, pipelines, rest }: AgainstJavaFigures): ComparisonRow[] {
  const ofStart = (pick: (start: AgainstJavaFigures['starts'][number]) => number) => (side: Side) =>
    median(starts.filter((start) => start.side === side).map(pick));
  const rows =
    starts.length === 0
      ? []
      : [
          row(
            'start to the first good answer',
            'ms',
            'less',
            ofStart(({ startMs }) => startMs),
          ),
          row(
            'RssAnon, no connector',
            'MiB',
            'less',
            ofStart(({ rssAnonMb }) => rssAnonMb),
          ),
        ];
  return [...rows, ...casesOf(pipelines).flatMap(pipelineRows), ...countsOf(rest).flatMap((count) => restRows(rest, count))];
}

function casesOf(figures: readonly PipelineFigure[]): PipelineFigure[][] {
  const cases = new Map<string, PipelineFigure[]>();
  for (const figure of figures) {
    const name = `${figure.direction} ${figure.converter} ${figure.tasks}`;
    cases.set(name, [...(cases.get(name) ?? []), figure]);
  }
  return [...cases.values()];
}

function pipelineRows(figures: PipelineFigure[]): ComparisonRow[] {
  const { direction, converter, tasks } = figures[0]!;
  const what = `${direction}, ${converter}, ${tasks === 1 ? '1 task' : `${tasks} tasks`}`;
  const rounds = Math.max(...figures.map(({ round }) => round));
  const isWarm = ({ round }: PipelineFigure): boolean => rounds === 0 || round > 0;
  const warm = (pick: (figure: PipelineFigure) => number) => (side: Side) =>
    median(figures.filter((figure) => figure.side === side && isWarm(figure)).map(pick));
  const cold = (side: Side): number => figures.find((figure) => figure.side === side)!.recordsPerSecond;
  return [
    row(`${what}: cold`, 'records/s', 'more', cold),
    row(
      `${what}: warm`,
      'records/s',
      'more',
      warm(({ recordsPerSecond }) => recordsPerSecond),
    ),
    row(
      `${what}: CPU a million`,
      's',
      'less',
      warm(({ cpuSecondsPerMillion }) => cpuSecondsPerMillion),
    ),
    row(`${what}: RssAnon at most`, 'MiB', 'less', (side) =>
      Math.max(...figures.filter((figure) => figure.side === side).map(({ rssAnonMb }) => rssAnonMb)),
    ),
  ];
}

function countsOf(rest: AgainstJavaFigures['rest']): number[] {
  return [...new Set(rest.map(({ connectors }) => connectors))];
}

function restRows(rest: AgainstJavaFigures['rest'], count: number): ComparisonRow[] {
  const of = (pick: (figures: RestFigures) => number) => (side: Side) =>
    pick(rest.find((figures) => figures.side === side && figures.connectors === count)!);
  const what = (text: string): string => `${count} connectors: ${text}`;
  return [
    row(
      what('to create them'),
      's',
      'less',
      of(({ createSeconds }) => createSeconds),
    ),
    row(
      what('RssAnon'),
      'MiB',
      'less',
      of(({ rssAnonMb }) => rssAnonMb),
    ),
    row(
      what('idle, of a core'),
      '%',
      'less',
      of(({ idleCpu }) => idleCpu * 100),
    ),
    row(
      what('GET status'),
      'requests/s',
      'more',
      of(({ status }) => status.perSecond),
    ),
    row(
      what('GET status, p50'),
      'ms',
      'less',
      of(({ status }) => status.medianMs),
    ),
    row(
      what('GET status, p99'),
      'ms',
      'less',
      of(({ status }) => status.p99Ms),
    ),
    row(
      what('GET status at a fixed rate: answered'),
      'requests/s',
      'more',
      of(({ statusAtRate }) => statusAtRate.perSecond),
    ),
    row(
      what('GET status at a fixed rate, p50'),
      'ms',
      'less',
      of(({ statusAtRate }) => statusAtRate.medianMs),
    ),
    row(
      what('GET status at a fixed rate, p99'),
      'ms',
      'less',
      of(({ statusAtRate }) => statusAtRate.p99Ms),
    ),
    row(
      what('expanded list'),
      'requests/s',
      'more',
      of(({ expanded }) => expanded.perSecond),
    ),
    row(
      what('expanded list, p99'),
      'ms',
      'less',
      of(({ expanded }) => expanded.p99Ms),
    ),
    row(
      what('expanded list, one at a time: p50'),
      'ms',
      'less',
      of(({ expandedAlone }) => expandedAlone.medianMs),
    ),
    row(
      what('expanded list, one at a time: p99'),
      'ms',
      'less',
      of(({ expandedAlone }) => expandedAlone.p99Ms),
    ),
    row(
      what('answers that were not 200'),
      '',
      'less',
      of((each) => each.status.failed + each.statusAtRate.failed + each.expanded.failed),
    ),
  ];
}

function row(what: string, unit: string, better: Better, of: (side: Side) => number): ComparisonRow {
  const [millrace, java] = [of('millrace'), of('java')];
  return { what, unit, millrace, java, ahead: better === 'more' ? millrace / java : java / millrace };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** One line a row, figures aligned to the right. */
export function comparisonTable(rows: readonly ComparisonRow[]): string {
  const lines = [
    ['', 'Millrace', 'Java', '', 'ahead by'],
    ...rows.map(({ what, millrace, java, unit, ahead }) => [
      what,
      figure(millrace),
      figure(java),
      unit,
      Number.isFinite(ahead) ? `${ahead.toFixed(2)}×` : '',
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const isLeft = (column: number): boolean => column === 0 || column === 3;
  return lines
    .map((line) =>
      line.map((cell, column) => (isLeft(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '),
    )
    .join('\n');
}

function figure(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}

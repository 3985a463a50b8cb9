import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TopicTools } from '@millrace/tool-kafka';
import { writeLineFile } from '../line-file.ts';
import { converters } from '../pipeline-configs.ts';
import { type Contender, type Side, SIDES } from './contender.ts';
import { type RunResult, timeRun } from './timed-run.ts';

export interface PipelineCase {
  readonly direction: 'source' | 'sink';
  readonly converter: string;
  readonly tasks: number;
}

/** One run of a case by one of the two. */
export interface PipelineFigure extends PipelineCase, RunResult {
  readonly side: Side;
  readonly round: number;
}

export interface PipelineOptions {
  readonly lines: number;
  readonly rounds: number;
  /** Names of {@link converters}. */
  readonly converters: readonly string[];
  readonly tasks: readonly number[];
  readonly onFigure?: (figure: PipelineFigure) => void;
}

interface Course {
  readonly contenders: Readonly<Record<Side, Contender>>;
  readonly tools: TopicTools;
  readonly dir: string;
}

const LINE_BYTES = 100;

/**
 * Files into a topic and the topic into a file, by one worker and then by the other, round after round. Several tasks: several
 * sources with a part of the lines each, into as many partitions, and a sink with so many tasks. Both sinks of a round read the same
 * topic, which one of the two has written, in turn.
 */
export async function measurePipelines(course: Course, options: PipelineOptions): Promise<PipelineFigure[]> {
  const figures: PipelineFigure[] = [];
  const files = new Map<number, readonly string[]>();
  for (const tasks of options.tasks) files.set(tasks, await writeParts(course.dir, options.lines, tasks));
  for (let round = 0; round < options.rounds; round++) {
    for (const converter of options.converters) {
      for (const tasks of options.tasks) {
        const each = { ...course, converter, tasks, round, lines: options.lines, files: files.get(tasks)! };
        await measureRound(each, (figure) => {
          figures.push(figure);
          options.onFigure?.(figure);
        });
      }
    }
  }
  return figures;
}

async function writeParts(dir: string, lines: number, parts: number): Promise<string[]> {
  const paths = Array.from({ length: parts }, (_, n) => join(dir, `lines-${parts}-${n}.txt`));
  for (const [n, path] of paths.entries()) await writeLineFile(path, partOf(lines, parts, n), LINE_BYTES);
  return paths;
}

function partOf(lines: number, parts: number, n: number): number {
  return Math.floor((lines * (n + 1)) / parts) - Math.floor((lines * n) / parts);
}

interface Round extends Course {
  readonly converter: string;
  readonly tasks: number;
  readonly round: number;
  readonly lines: number;
  readonly files: readonly string[];
}

async function measureRound(round: Round, note: (figure: PipelineFigure) => void): Promise<void> {
  const { converter, tasks, tools } = round;
  // Who is first, and whose topic is read, changes from round to round.
  const order = round.round % 2 === 0 ? SIDES : SIDES.toReversed();
  const topicOf = (side: Side): string => `bench-${process.pid}-${converter.replace('+', '-')}-${tasks}-${round.round}-${side}`;
  const told = (direction: PipelineCase['direction'], side: Side, result: RunResult): void =>
    note({ direction, converter, tasks, side, round: round.round, ...result });
  for (const side of order) {
    await tools.create(topicOf(side), tasks);
    told('source', side, await runSources(round, side, topicOf(side)));
  }
  const [read, other] = order.map(topicOf);
  await tools.remove(other!);
  for (const side of order) told('sink', side, await runSink(round, side, read!));
  await tools.remove(read!);
}

function runSources({ contenders, tools, converter, lines, files }: Round, side: Side, topic: string): Promise<RunResult> {
  const connectors = files.map((file, n) => {
    const config = { 'connector.class': 'FileStreamSource', 'tasks.max': '1', file, topic, ...converters[converter] };
    return [`${topic}-${n}`, config] as const;
  });
  const moved = (): Promise<number> => tools.size(topic);
  return timeRun(contenders[side], { connectors: Object.fromEntries(connectors), records: lines, moved, pollMs: 20 });
}

async function runSink({ contenders, dir, converter, lines, tasks }: Round, side: Side, topic: string): Promise<RunResult> {
  const file = join(dir, `out-${side}.txt`);
  const config = {
    'connector.class': 'FileStreamSink',
    'tasks.max': String(tasks),
    file,
    topics: topic,
    ...converters[converter],
  };
  const moved = async (): Promise<number> => Math.floor(((await stat(file).catch(() => null))?.size ?? 0) / (LINE_BYTES + 1));
  const connectors = { [`${topic}-sink-${side}`]: config };
  try {
    return await timeRun(contenders[side], { connectors, records: lines, moved, pollMs: 10 });
  } finally {
    await rm(file, { force: true });
  }
}

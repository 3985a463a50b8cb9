import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLineFile } from './line-file.ts';
import { converters, transforms } from './pipeline-configs.ts';
import { hasRead, hasSize, type PipelineResult, runPipeline, type WorkerOptions } from './pipeline-run.ts';

export type Direction = 'source' | 'sink';

export interface ThroughputOptions {
  readonly lines: number;
  readonly directions: readonly Direction[];
  /** Names of {@link converters}. */
  readonly converters: readonly string[];
  readonly transforms: readonly number[];
  readonly worker?: WorkerOptions;
  readonly onRow?: (row: ThroughputRow) => void;
}

/** What one connector did with the file: file source → topic, or topic → file sink. */
export interface ThroughputRow {
  readonly direction: Direction;
  readonly converter: string;
  readonly transforms: number;
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly run: PipelineResult;
}

const LINE_BYTES = 100;
const LONGEST_LINE = 16 * 1024;

/** Each row in a worker process of its own, one after the other, with the embedded store on the disk of the temporary directory. */
export async function measureThroughput(options: ThroughputOptions): Promise<ThroughputRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-throughput-'));
  const file = join(dir, 'lines.txt');
  try {
    await writeLineFile(file, options.lines, LINE_BYTES);
    const rows: ThroughputRow[] = [];
    for (const converter of options.converters) rows.push(...(await measureConverter(options, converter, dir, file)));
    return rows;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function measureConverter(
  options: ThroughputOptions,
  converter: string,
  dir: string,
  file: string,
): Promise<ThroughputRow[]> {
  const rows: ThroughputRow[] = [];
  const note = (direction: Direction, count: number, run: PipelineResult): void => {
    const { lines } = options;
    const [recordsPerSecond, cpuSecondsPerMillion] = [lines / run.seconds, (run.cpuSeconds / lines) * 1e6];
    rows.push({ direction, converter, transforms: count, records: lines, recordsPerSecond, cpuSecondsPerMillion, run });
    options.onRow?.(rows.at(-1)!);
  };
  if (options.directions.includes('source')) {
    for (const count of options.transforms) {
      note('source', count, await inDataDir(dir, (dataDir) => runSource(options, converter, count, dataDir, file)));
    }
  }
  if (options.directions.includes('sink')) {
    await inDataDir(dir, async (dataDir) => {
      await runSource(options, converter, 0, dataDir, file);
      for (const count of options.transforms) note('sink', count, await runSink(options, converter, count, dataDir));
    });
  }
  return rows;
}

async function inDataDir<T>(dir: string, work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(dir, 'data-'));
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function runSource(
  { worker }: ThroughputOptions,
  converter: string,
  count: number,
  dataDir: string,
  file: string,
): Promise<PipelineResult> {
  const { size } = await stat(file);
  const name = `source-${count}`;
  const source = { 'connector.class': 'FileStreamSource', 'tasks.max': '1', file, topic: 'lines' };
  const config = { ...source, ...converters[converter], ...transforms(count) };
  return runPipeline({ name, config, dataDir, pollMs: 50, isDone: (api) => hasRead(api, name, size), ...given(worker) });
}

async function runSink(
  { lines, worker }: ThroughputOptions,
  converter: string,
  count: number,
  dataDir: string,
): Promise<PipelineResult> {
  const file = join(dataDir, 'out.txt');
  const name = `sink-${count}`;
  const sink = { 'connector.class': 'FileStreamSink', 'tasks.max': '1', file, topics: 'lines' };
  const config = { ...sink, ...converters[converter], ...transforms(count) };
  // All lines are of one length.
  const isDone = async (): Promise<boolean> => {
    const length = await firstLineLength(file);
    return length !== null && hasSize(file, length * lines);
  };
  try {
    return await runPipeline({ name, config, dataDir, pollMs: 10, isDone, ...given(worker) });
  } finally {
    await rm(file, { force: true });
  }
}

/** In bytes, its end included; null while there is none. */
async function firstLineLength(path: string): Promise<number | null> {
  const handle = await open(path).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_LINE), 0, LONGEST_LINE, 0);
    const at = buffer.subarray(0, bytesRead).indexOf(10);
    return at < 0 ? null : at + 1;
  } finally {
    await handle.close();
  }
}

const given = (worker: WorkerOptions | undefined) => (worker === undefined ? {} : { worker });

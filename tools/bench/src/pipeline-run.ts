import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { type ConnectApi, connectApi } from './connect-api.ts';
import { type ProcessUsage, watchProcess } from './process-usage.ts';

/** A connector that moves a known amount of data, and how to see that it has. */
export interface PipelineRun {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** Resolves to true when everything has arrived. */
  isDone(api: ConnectApi): Promise<boolean>;
  readonly pollMs: number;
  readonly worker?: WorkerOptions;
}

export interface WorkerOptions {
  /** Run the sources and not the build. */
  readonly fromSource?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface PipelineResult extends ProcessUsage {
  readonly seconds: number;
  /** Of the monotonic clock, in microseconds: by which samples of a profile can be told apart. */
  readonly fromUs: number;
  readonly toUs: number;
}

const TIME_LIMIT_MS = 300_000;
/** Whether the task has failed is looked at less often. */
const STATUS_LOOKS = 20;
/** Source offsets are committed so often, which is what shows that everything is on the topic. */
const FLUSH_MS = 100;

/** Runs one connector in a worker of its own, from the moment when it is told to start until everything has arrived. */
export async function runPipeline(run: PipelineRun): Promise<PipelineResult> {
  const worker = await startWorkerProcess({
    dataDir: run.dataDir,
    overrides: { 'offset.flush.interval.ms': String(run.config['topics'] === undefined ? FLUSH_MS : 60_000) },
    ...run.worker,
  });
  try {
    return await measure(run, worker);
  } finally {
    await worker.terminate();
    await worker.dispose();
  }
}

async function measure(run: PipelineRun, worker: WorkerProcess): Promise<PipelineResult> {
  const api = connectApi(worker.url);
  await api.create(run.name, run.config, 'STOPPED');
  const usage = await watchProcess(worker.pid);
  const began = nowUs();
  await api.resume(run.name);
  const deadline = performance.now() + TIME_LIMIT_MS;
  for (let look = 1; !(await run.isDone(api)); look++) {
    if (look % STATUS_LOOKS === 0) await throwIfFailed(api, run.name);
    if (performance.now() > deadline) throw new Error(`${run.name} is not done after ${TIME_LIMIT_MS} ms`);
    await delay(run.pollMs);
  }
  const ended = nowUs();
  return { seconds: (ended - began) / 1e6, fromUs: began, toUs: ended, ...(await usage()) };
}

async function throwIfFailed(api: ConnectApi, name: string): Promise<void> {
  const { tasks } = await api.status(name);
  const failed = tasks.find(({ state }) => state === 'FAILED');
  if (failed !== undefined) throw new Error(`${name} failed: ${failed.trace ?? ''}`);
}

/** Whether a source has committed that it has read the whole of its file. */
export async function hasRead(api: ConnectApi, name: string, bytes: number): Promise<boolean> {
  const { offsets } = await api.offsets(name);
  return offsets.some(({ offset }) => Number(offset['position']) >= bytes);
}

/** Whether a file has grown to a size. */
export async function hasSize(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.size >= bytes;
}

function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

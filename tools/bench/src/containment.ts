import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { askAgainAndAgain, type AnswerTimes } from './answer-times.ts';
import { type ConnectApi, connectApi } from './connect-api.ts';
import { appendLines, compareLines, type LineCounts, watchGrowth } from './growing-files.ts';
import type { Row } from './table.ts';

/** What happened to pipelines of files while connectors beside them misbehaved, one in each way there is. */
export interface Containment {
  readonly answers: AnswerTimes;
  /** Of all pipelines together. */
  readonly lines: LineCounts;
  /** For each pipeline: the longest time without a line, in milliseconds. */
  readonly pausesMs: readonly number[];
  /** Traces of the tasks that failed, by connector. */
  readonly traces: Readonly<Record<string, string>>;
  /** What the validation that hung was answered with. */
  readonly validation: string;
  /** The states of all healthy connectors and their tasks, at the end. */
  readonly states: readonly string[];
  /** How long it took to stop connectors whose task does not stop, in milliseconds. */
  readonly stopMs: number;
  /** How the worker ended when it was told to. */
  readonly exitCode: number | null;
}

const PIPELINES = 10;
const FAILED_MS = 120_000;
const ARRIVED_MS = 120_000;
const WORKER = {
  'offset.flush.interval.ms': '500',
  'task.thread.max.heap.mb': '200',
  'task.thread.max.external.mb': '200',
  'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
};

/** `kill`: the worker is killed in the middle of it, and started again. */
export async function runContainment({ kill = false } = {}): Promise<Containment> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-containment-'));
  const port = await freePort();
  const start = () => startWorkerProcess({ port, dataDir: join(dir, 'data'), overrides: WORKER });
  const scene: Scene = { dir, worker: await start(), traces: {} };
  try {
    return await play(scene, kill ? start : null);
  } finally {
    await scene.worker.dispose();
    await rm(dir, { recursive: true, force: true, maxRetries: 10 });
  }
}

interface Scene {
  readonly dir: string;
  worker: WorkerProcess;
  readonly traces: Record<string, string>;
}

async function play(scene: Scene, startAgain: (() => Promise<WorkerProcess>) | null): Promise<Containment> {
  const { dir, worker } = scene;
  const api = connectApi(worker.url);
  const pipelines = Array.from({ length: PIPELINES }, (_, n) => ({
    from: join(dir, `in-${n}.txt`),
    to: join(dir, `out-${n}.txt`),
  }));
  await createPipelines(api, pipelines);
  const lines = appendLines(pipelines.map(({ from }) => from));
  const growth = watchGrowth(pipelines.map(({ to }) => to));
  const asker = askAgainAndAgain(worker.url, ['/', '/connectors', '/connectors?expand=status', '/connectors/in-0/status']);
  await delay(1000);

  const validation = await blockThreads(scene, api);
  await leakMemory(scene, api);
  const stopMs = await stopThoseThatDoNot(api);
  const answers = await asker.stop();
  if (startAgain !== null) {
    await worker.kill();
    scene.worker = await startAgain();
    await delay(1000);
  }
  const written = await lines.stop();
  const counts = await compareLines(pipelines, written, ARRIVED_MS);
  const states = await healthyStates(api);
  const exitCode = await scene.worker.terminate();
  return { answers, lines: counts, pausesMs: growth.stop(), traces: scene.traces, validation, states, stopMs, exitCode };
}

async function createPipelines(api: ConnectApi, pipelines: readonly { readonly from: string; readonly to: string }[]) {
  for (const [n, { from, to }] of pipelines.entries()) {
    await api.create(`in-${n}`, { 'connector.class': 'FileStreamSource', file: from, topic: `lines-${n}` });
    await api.create(`out-${n}`, { 'connector.class': 'FileStreamSink', file: to, topics: `lines-${n}` });
  }
}

function faultSource(mode: string): Record<string, string> {
  return { 'connector.class': 'FaultSource', 'fault.mode': mode, 'fault.after': '50', rate: '100', topic: `fault-${mode}` };
}

/** One spins as a source, one as a sink, one throws from a timer, one never returns, and one is not even through its validation. */
async function blockThreads(scene: Scene, api: ConnectApi): Promise<string> {
  await api.create('spins', faultSource('spin'));
  await api.create('spins-too', {
    'connector.class': 'FaultSink',
    'fault.mode': 'spin',
    'fault.after': '50',
    topics: 'lines-0',
  });
  await api.create('throws', faultSource('throw-timer'));
  await api.create('refuses', faultSource('refuse-stop'));
  await api.create('hangs', faultSource('never-settle'));
  const validation = api.create('never-there', faultSource('spin-validate')).then(
    () => 'it was created',
    (error: unknown) => String(error),
  );
  for (const name of ['spins', 'spins-too', 'throws']) scene.traces[name] = await traceOf(api, name);
  return validation;
}

async function leakMemory(scene: Scene, api: ConnectApi): Promise<void> {
  for (const mode of ['leak-heap', 'leak-buffers']) await api.create(mode, faultSource(mode));
  for (const mode of ['leak-heap', 'leak-buffers']) scene.traces[mode] = await traceOf(api, mode);
}

async function stopThoseThatDoNot(api: ConnectApi): Promise<number> {
  const began = performance.now();
  for (const name of ['refuses', 'hangs']) await api.stop(name);
  for (const name of ['refuses', 'hangs']) {
    await until(async () => (await api.status(name)).connector.state === 'STOPPED', `${name} to be stopped`, FAILED_MS);
  }
  return performance.now() - began;
}

async function traceOf(api: ConnectApi, name: string): Promise<string> {
  const failed = async () => (await api.status(name)).tasks.find(({ state }) => state === 'FAILED');
  await until(async () => (await failed()) !== undefined, `a task of ${name} to fail`, FAILED_MS);
  return (await failed())?.trace ?? '';
}

async function healthyStates(api: ConnectApi): Promise<string[]> {
  const isHealthy = (name: string) => /^(?:in|out)-\d$/.test(name);
  const states = async () =>
    Object.entries(await api.expanded())
      .filter(([name]) => isHealthy(name))
      .flatMap(([, { status }]) => [status?.connector.state ?? 'none', ...(status?.tasks ?? []).map(({ state }) => state)]);
  const deadline = performance.now() + FAILED_MS;
  for (;;) {
    const now = await states();
    if (now.every((state) => state === 'RUNNING') || performance.now() > deadline) return now;
    await delay(100);
  }
}

async function until(check: () => Promise<boolean>, what: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`${timeoutMs} ms were not enough for ${what}`);
    await delay(50);
  }
}

/** What REST and ten pipelines notice of connectors that hang, leak and throw. */
export async function measureContainment(): Promise<Row[]> {
  const { answers, lines, pausesMs, stopMs } = await runContainment();
  return [
    { what: `${PIPELINES} pipelines beside nine faults: lines in`, value: lines.written, unit: 'lines' },
    { what: 'lines lost', value: lines.lost, unit: 'lines' },
    { what: 'lines written twice', value: lines.doubled, unit: 'lines' },
    { what: `REST, ${answers.count} answers: median`, value: answers.medianMs, unit: 'ms' },
    { what: 'REST, p99', value: answers.p99Ms, unit: 'ms' },
    { what: 'REST, longest', value: answers.longestMs, unit: 'ms' },
    { what: 'longest pause of a pipeline', value: Math.max(...pausesMs), unit: 'ms' },
    { what: 'to stop two tasks that do not stop', value: stopMs, unit: 'ms' },
  ];
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@millrace/tool-kafka';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = join(root, 'apps/worker/dist/main.js');
const source = join(root, 'apps/worker/src/main.ts');

/** Many times what it takes, for a machine that is busy with much else. */
const START_TIMEOUT_MS = 60_000;

export interface WorkerProcessOptions {
  /** Made in the temporary directory, and removed by `stop` and `dispose`, if absent. */
  readonly dataDir?: string;
  /** Any free port if absent. */
  readonly port?: number;
  /** Worker properties beside `listeners` and `data.dir`. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Command line arguments before the overrides (properties files). */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Start the sources instead of the build. */
  readonly fromSource?: boolean;
  /** How long it may take to answer GET /connectors. Milliseconds, 60,000 unless given. */
  readonly startTimeoutMs?: number;
  /** Told what it prints, as it comes; then nothing of it is kept for `output`. */
  readonly onOutput?: (text: string) => void;
}

/** A worker of ours as a process of its own. */
export interface WorkerProcess {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its first answer to GET /connectors. */
  readonly startMs: number;
  /** What it has printed so far. */
  output(): string;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** SIGKILL: as a crash. The data stay. */
  kill(): Promise<void>;
  /** `kill`, and removes the data directory if it was made here. */
  dispose(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a worker and resolves when it answers GET /connectors with 200. Throws with its output when it ends before that. */
export async function startWorkerProcess(options: WorkerProcessOptions = {}): Promise<WorkerProcess> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'millrace-data-')));
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const { child, output, exited } = launch(options, { listeners: url, 'data.dir': dataDir, ...options.overrides });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const dispose = async () => {
    await kill();
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(url, child, output, options.startTimeoutMs ?? START_TIMEOUT_MS);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    url,
    port,
    dataDir,
    pid: child.pid!,
    startMs: performance.now() - started,
    output,
    exited,
    kill,
    dispose,
    terminate() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Runs a worker that is expected to end by itself, and gives its exit code and its output. */
export async function runWorkerProcess(
  options: WorkerProcessOptions & { readonly dataDir: string; readonly port: number },
): Promise<{ code: number | null; output: string }> {
  const properties = { listeners: `http://127.0.0.1:${options.port}`, 'data.dir': options.dataDir, ...options.overrides };
  const { child, output, exited } = launch(options, properties);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.startTimeoutMs ?? START_TIMEOUT_MS);
  const code = await exited;
  clearTimeout(timer);
  return { code, output: output() };
}

function launch(options: WorkerProcessOptions, properties: Readonly<Record<string, string>>) {
  const main = options.fromSource === true || !existsSync(built) ? ['--conditions=@millrace/source', source] : [built];
  const overrides = Object.entries(properties).flatMap(([key, value]) => ['--override', `${key}=${value}`]);
  const child = spawn(process.execPath, [...main, ...(options.args ?? []), ...overrides], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  running.add(child);
  const chunks: string[] = [];
  const take = options.onOutput ?? ((text: string): void => void chunks.push(text));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', take);
  const exited = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, exited, output: () => chunks.join('') };
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const ready = await fetch(`${url}/connectors`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || performance.now() > deadline) {
      throw new Error(`the worker ${ended ? 'ended' : 'did not answer'} before it was ready; it printed:\n${output()}`);
    }
    await delay(10);
  }
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort(): Promise<number> {
  return (await freePorts(1))[0]!;
}

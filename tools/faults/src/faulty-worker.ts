import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { lineReader, type Mark, readMark } from './marks.ts';
import { ownsPort } from './socket-owner.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A worker that can be harmed. The others reach it, and it reaches the broker, by proxies. */
export interface FaultyWorker {
  /** `host:port` as the others know it. */
  readonly id: string;
  /** Where this program reaches it. */
  readonly url: string;
  /** Where its log is. */
  readonly logFile: string;
  /** What its tasks have printed, in all its lives. */
  readonly marks: readonly Mark[];
  readonly toBroker: TcpProxy;
  readonly toIt: TcpProxy;
  isUp(): boolean;
  /** Whether it has the socket of this local port. */
  owns(port: number): Promise<boolean>;
  start(): Promise<void>;
  /** Resolves with the exit code. */
  terminate(): Promise<number | null>;
  kill(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  close(): Promise<void>;
}

export interface FaultyWorkerOptions {
  readonly number: number;
  readonly dir: string;
  /** The listener of the broker that tells its clients to come by this worker's proxy. */
  readonly brokerPort: () => number;
  readonly properties: () => Readonly<Record<string, string>>;
  readonly onMark: (mark: Mark) => void;
  /** Sees what it sends to the broker. */
  readonly onSent: (bytes: Buffer) => void;
}

export async function createFaultyWorker(options: FaultyWorkerOptions): Promise<FaultyWorker> {
  const port = await freePort();
  const toBroker = await startTcpProxy({ targetPort: options.brokerPort, tap: options.onSent });
  const toIt = await startTcpProxy({ targetPort: () => port });
  const logFile = join(options.dir, `worker-${options.number}.log`);
  const marks: Mark[] = [];
  let process: WorkerProcess | null = null;
  let log = Promise.resolve();

  function take(line: string): void {
    const mark = readMark(line);
    if (mark === null) return void (log = log.then(() => appendFile(logFile, `${line}\n`)));
    marks.push(mark);
    options.onMark(mark);
  }

  async function kill(): Promise<void> {
    await process?.kill();
    process = null;
  }

  return {
    id: `127.0.0.1:${toIt.port}`,
    url: `http://127.0.0.1:${port}`,
    logFile,
    marks,
    toBroker,
    toIt,
    isUp: () => process !== null,
    owns: async (socketPort) => process !== null && ownsPort(process.pid, socketPort),
    async start() {
      process = await startWorkerProcess({
        port,
        dataDir: join(options.dir, `data-${options.number}`),
        overrides: {
          ...options.properties(),
          'rest.advertised.host.name': '127.0.0.1',
          'rest.advertised.port': String(toIt.port),
        },
        onOutput: lineReader(take),
        startTimeoutMs: 90_000,
      });
    },
    async terminate() {
      const code = await process?.terminate();
      process = null;
      return code ?? null;
    },
    kill,
    signal(signal) {
      if (process !== null) globalThis.process.kill(process.pid, signal);
    },
    async close() {
      await kill();
      await log;
      await Promise.all([toBroker.close(), toIt.close()]);
    },
  };
}

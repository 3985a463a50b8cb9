import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const log4j = fileURLToPath(new URL('../log4j2.properties', import.meta.url));

export interface JavaProcessOptions {
  readonly classPath: string;
  readonly mainClass: string;
  readonly args: readonly string[];
  /** Where its output goes. */
  readonly logFile: string;
  readonly maxHeapMb: number;
}

/** A JVM that was started by us. It dies with us. */
export interface JavaProcess {
  readonly pid: number;
  /** The exit code, once it is there. */
  exitCode(): number | null;
  /** SIGTERM, then SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL: as a crash. Resolves when it is gone. */
  kill(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startJava(options: JavaProcessOptions): JavaProcess {
  const child = spawn(
    'java',
    [
      `-Xmx${options.maxHeapMb}m`,
      '-XX:+UseG1GC',
      '-Duser.timezone=UTC',
      '-Dfile.encoding=UTF-8',
      `-Dlog4j2.configurationFile=${log4j}`,
      '-cp',
      options.classPath,
      options.mainClass,
      ...options.args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  running.add(child);
  const gone = once(child, 'exit').then(() => {
    running.delete(child);
    log.end();
  });
  return {
    pid: child.pid ?? -1,
    exitCode: () => child.exitCode,
    async stop(graceMs = 15_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await gone;
    },
    signal: (signal) => void child.kill(signal),
  };
}

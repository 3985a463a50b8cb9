import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

export interface Ended {
  /** null: a signal ended it. */
  readonly code: number | null;
  /** What it wrote to both outputs. */
  readonly output: string;
}

/** The command while it runs. */
export interface CommandProcess {
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** Starts the command as a process of its own, with its temporary files in `temporary`. */
export function startCommand(args: readonly string[], temporary: string): CommandProcess {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, ['--conditions=@millrace/source', program, ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, output }))),
  };
}

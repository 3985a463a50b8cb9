import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';

const path = (place: string) => fileURLToPath(new URL(place, import.meta.url));
const isBuilt = existsSync(path('../dist/main.js'));
/** What is installed as `millrace`; the sources where nothing is built. */
const command = isBuilt ? [path('../bin/millrace.js')] : ['--conditions=@millrace/source', path('../src/main.ts')];
const timeoutMs = 60_000;

/** How `millrace` ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
}

/** Makes `millrace` a command for shells that have this folder in their PATH. */
export async function installCli(folder: string): Promise<void> {
  const words = [process.execPath, ...command].map((word) => `'${word}'`).join(' ');
  await writeFile(join(folder, 'millrace'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
}

/** Nothing of this machine's user: no contexts, no colours asked for, a home that is empty. */
const plainEnv = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: '/nowhere',
  TERM: 'xterm-256color',
  ...env,
});

/** Runs `millrace` as a script does, with pipes. */
export function runCli(args: readonly string[], { env, stdin = '', cwd }: CliOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: plainEnv(env), timeout: timeoutMs, maxBuffer: 2 ** 26, ...(cwd !== undefined && { cwd }) };
    const child = execFile(process.execPath, [...command, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
    child.stdin?.on('error', () => undefined).end(stdin);
  });
}

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** `millrace` in a pseudo-terminal. */
export interface TerminalRun {
  /** Everything that has come, control sequences included. */
  output(): string;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves when the output so far fulfils it; rejects with the output when that does not come. */
  until(isThere: (output: string) => boolean): Promise<void>;
  readonly ended: Promise<number>;
}

export function runInTerminal(args: readonly string[], { env, columns = 80, rows = 24 }: TerminalOptions = {}): TerminalRun {
  const terminal: IPty = spawn(process.execPath, [...command, ...args], { cols: columns, rows, env: plainEnv(env) });
  let output = '';
  const listeners = new Set<() => void>();
  terminal.onData((data) => {
    output += data;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<number>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve(exitCode));
  });
  return {
    output: () => output,
    press: (keys) => terminal.write(keys),
    resize: (cols, lines) => terminal.resize(cols, lines),
    ended,
    until: (isThere) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`It did not come; there was:\n${output}`)), 60_000);
        const look = () => {
          if (!isThere(output)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}

/** A terminal's output as one reads it: without colours and other control sequences. */
// oxlint-disable-next-line no-control-regex -- those are what is to go
export const plain = (text: string): string => text.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n');

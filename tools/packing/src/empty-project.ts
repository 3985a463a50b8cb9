import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** How a command ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with nothing in it but what was installed. */
export interface EmptyProject {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  /** Runs a command in the folder. One that fails is no error here. */
  run(command: string, args: readonly string[]): Promise<Run>;
  remove(): Promise<void>;
}

const timeoutMs = 120_000;

/**
 * Installs tarballs into a new folder as a user would, from these files alone unless `offline` is false. `node` is the one whose npm
 * installs; this one unless given.
 *
 * @throws Error with what npm said.
 */
export async function installTarballs(
  tarballs: readonly string[],
  { node = process.execPath, offline = true }: { readonly node?: string; readonly offline?: boolean } = {},
): Promise<EmptyProject> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-packed-'));
  // the npm that belongs to a node stands beside it, and finds that node first
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` };
  const project: EmptyProject = {
    folder,
    write: (file, text) => writeFile(join(folder, file), text),
    run: (command, args) => runIn(folder, env, command, args),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await project.write('package.json', '{ "name": "empty", "private": true }\n');
  const options = ['--no-audit', '--no-fund', ...(offline ? ['--offline'] : [])];
  const { code, stderr } = await project.run('npm', ['install', ...options, ...tarballs]);
  if (code === 0) return project;
  await project.remove();
  throw new Error(`npm install ended with ${code}:\n${stderr}`);
}

function runIn(cwd: string, env: NodeJS.ProcessEnv, command: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd, env, timeout: timeoutMs }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, stderr: stderr === '' && error ? error.message : stderr });
    });
  });
}

import { execFile } from 'node:child_process';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A JavaScript runtime that is not Node. */
export interface Runtime {
  readonly name: string;
  readonly command: string;
  /** What stands between the command and the program. */
  readonly args: readonly string[];
}

const versions = { deno: '2.9.6', bun: '1.4.4' };

/**
 * Deno and Bun, as npm has them. They are big, so they are no dependency of anything: the first call installs them, under node_modules.
 *
 * @throws Error with what npm said.
 */
export async function installRuntimes(): Promise<Runtime[]> {
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const folder = join(root, 'node_modules/.cache/millrace-runtimes', packages.join('+'));
  const bin = join(folder, 'node_modules/.bin');
  const isThere = await access(join(bin, 'bun')).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "deno": true, "bun": true } }\n');
    await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, timeout: 300_000 });
  }
  return [
    { name: 'deno', command: join(bin, 'deno'), args: ['run', '--allow-net', '--allow-env', '--node-modules-dir=manual'] },
    { name: 'bun', command: join(bin, 'bun'), args: ['run'] },
  ];
}

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparableOutput, consoleSteps } from './console-page.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'docs/writing-connectors.md'), 'utf8');

const BUILT_START = 'node apps/worker/dist/main.js';
const SOURCE_START = 'node --conditions=@millrace/source apps/worker/src/main.ts';
const isBuilt = existsSync(join(root, 'apps/worker/dist/main.js'));

/** Commands run with what a terminal of the repository has, but for settings of this test run. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST|INIT_CWD)/i.test(name)));

describe('docs/writing-connectors.md', { timeout: 240_000 }, () => {
  let home = '';
  let port = 0;
  let undoBuild = (): void => undefined;
  let directory = '';
  let worker: { readonly child: ChildProcess; readonly exited: Promise<void> } | null = null;

  beforeAll(async () => {
    undoBuild = buildConnectorApi();
    home = mkdtempSync(join(tmpdir(), 'millrace-page-'));
    port = await freePort();
    directory = join(home, 'millrace');
    makeCheckout(directory);
  }, 120_000);
  afterAll(async () => {
    await stopWorker();
    undoBuild();
    rmSync(home, { recursive: true, force: true });
  });

  /** A port of its own, and a directory of its own for what the page has in /tmp. */
  const own = (text: string) => text.replaceAll('8083', String(port)).replaceAll('/tmp/', `${home}/`);
  const asOnPage = (text: string) => text.replaceAll(String(port), '8083').replaceAll(`${home}/`, '/tmp/');

  async function stopWorker(): Promise<void> {
    const stopping = worker;
    worker = null;
    if (stopping?.child.pid !== undefined) process.kill(-stopping.child.pid, 'SIGTERM');
    await stopping?.exited;
  }

  async function run(command: string): Promise<string> {
    if (command.startsWith('cd ')) {
      directory = resolve(directory, command.slice(3));
      expect(existsSync(directory), directory).toBe(true);
      return '';
    }
    if (command.startsWith('npm start')) return startWorker(`${command} --override listeners=http://127.0.0.1:${port}`);
    const { stdout } = await promisify(execFile)('bash', ['-c', own(command)], { cwd: directory, env });
    return stdout;
  }

  /** Answers what it prints until it is ready. */
  async function startWorker(command: string): Promise<string> {
    await stopWorker();
    const child = spawn('bash', ['-c', own(command)], {
      cwd: directory,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = new Promise<void>((done) => child.once('close', () => done()));
    worker = { child, exited };
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    for (let waited = 0; !/Millrace is ready\n(?:.+\n)+\n/.test(output) && waited < 60_000; waited += 50) await setTimeout(50);
    return output.replaceAll(SOURCE_START, BUILT_START).replaceAll(` --override listeners=http://127.0.0.1:${port}`, '');
  }

  it('prints what its commands print', async () => {
    const steps = consoleSteps(page);
    expect(steps.length).toBeGreaterThan(20);
    for (const { command, output } of steps) {
      const printed = comparableOutput(asOnPage(await run(command)));
      expect(printed, `$ ${command}`).toEqual(comparableOutput(output.join('\n')));
    }
  });
});

/** A directory that has what the repository has, without being it. */
function makeCheckout(path: string): void {
  mkdirSync(path);
  for (const name of ['apps', 'packages', 'tools', 'node_modules']) symlinkSync(join(root, name), join(path, name));
  const description = readFileSync(join(root, 'package.json'), 'utf8');
  writeFileSync(join(path, 'package.json'), isBuilt ? description : description.replace(BUILT_START, SOURCE_START));
}

/** Packages build and test themselves against the connector API's build. Answers how to undo what it does. */
function buildConnectorApi(): () => void {
  const directory = join(root, 'packages/connector-api');
  const dist = join(directory, 'dist');
  if (existsSync(join(dist, 'testing/index.js'))) return () => undefined;
  execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: directory, env });
  return () => rmSync(dist, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { ConnectClient } from '@millrace/client';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { installCli, plain, runCli } from './cli-process.ts';

let worker: WorkerProcess;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-completion-'));
  worker = await startWorkerProcess();
  const { connectors } = new ConnectClient({ url: worker.url });
  const config = { 'connector.class': 'FileStreamSource', file: '/nowhere', topic: 't' };
  for (const name of ['orders-in', 'orders out', 'payments']) await connectors.create({ name, config });
  await installCli(folder);
  await writeFile(join(folder, 'some-connector.yaml'), '');
  env = {
    ...(process.env as Record<string, string>),
    PATH: `${folder}:${process.env['PATH']}`,
    HOME: folder,
    TERM: 'xterm',
    MILLRACE_URL: worker.url,
  };
});
afterAll(async () => {
  await worker?.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('what a shell is offered', { timeout: 60_000 }, () => {
  const offered = async (...words: string[]) => {
    const { stdout } = await runCli(['complete-words', '--', ...words], {
      env: { MILLRACE_URL: worker.url, XDG_CONFIG_HOME: join(folder, 'config') },
    });
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]]));
  };

  test('commands, and what follows them', async () => {
    expect(await offered('d')).toEqual(['describe', 'diff', 'delete']);
    expect(await offered('get', '')).toEqual(['connectors', 'tasks', 'plugins', 'loggers', 'offsets']);
    expect(await offered('complete')).toEqual([]);
  });

  test('names from the cluster, without those that stand there already', async () => {
    expect(await offered('pause', '')).toEqual(expect.arrayContaining(['orders-in', 'orders out', 'payments']));
    expect(await offered('pause', 'orders-in', 'ord')).toEqual(['orders out']);
    expect(await offered('describe', 'connector', 'pay')).toEqual(['payments']);
    expect(await offered('get', 'plugins', 'FileStreamSi')).toEqual(['FileStreamSinkConnector']);
    expect(await offered('logs', 'level', 'roo')).toEqual(['root']);
    await runCli(['context', 'add', 'prod', '--url', worker.url], { env: { XDG_CONFIG_HOME: join(folder, 'config') } });
    expect(await offered('context', 'use', '')).toEqual(['prod']);
    expect(await offered('--context', 'prod', 'pause', 'pay')).toEqual(['payments']);
  });

  test('options, their values, and files', async () => {
    expect(await offered('get', 'connectors', '--l')).toEqual(['--label']);
    expect(await offered('get', 'connectors', '--u')).toEqual(['--url', '--user']);
    expect(await offered('get', 'connectors', '-o', '')).toEqual(['table', 'wide', 'json', 'yaml', 'name']);
    expect(await offered('wait', 'a', '--for', 'st')).toEqual(['stopped']);
    expect(await offered('apply', '-f', '')).toEqual([':files']);
    expect(await offered('worker', '')).toEqual([':files']);
  });

  test('nothing, and no complaint, where no worker answers', async () => {
    const run = await runCli(['complete-words', '--', 'pause', ''], { env: { MILLRACE_URL: 'http://127.0.0.1:2' } });
    expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

const has = (shell: string): boolean => {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** How each shell starts without anybody's settings and takes our script, and how it writes a blank in a name. */
const shells = [
  { shell: 'bash', args: ['--norc', '--noprofile', '-i'], load: 'source <(millrace completion bash)', blank: 'orders\\ out' },
  {
    shell: 'zsh',
    args: ['-f', '-i'],
    load: 'autoload -U compinit; compinit -u; source <(millrace completion zsh)',
    blank: 'orders\\ out',
  },
  { shell: 'fish', args: ['--no-config', '-i'], load: 'millrace completion fish | source', blank: 'orders\\ out' },
].filter(({ shell }) => has(shell));

describe.each(shells)('in $shell', { timeout: 60_000 }, ({ shell, args, load, blank }) => {
  let terminal: IPty;
  let output = '';
  beforeAll(async () => {
    terminal = spawn(shell, args, { cols: 120, rows: 30, env, cwd: folder });
    terminal.onData((data) => {
      output += data;
    });
    terminal.write(`${load}; echo lo''aded\r`);
    await vi.waitFor(() => expect(output).toContain('loaded'), 50_000);
  });
  afterAll(() => terminal?.kill('SIGKILL'));

  /** What the line has become after the tabs. */
  const typed = async (line: string, expected: string) => {
    output = '';
    terminal.write(`${line}\t`);
    await expect.poll(() => plain(output), { timeout: 40_000 }).toContain(expected);
    terminal.write('\u0015');
  };

  test('a command, a name and a name with a blank are completed', async () => {
    await typed('millrace descr', 'millrace describe');
    await typed('millrace pause pay', 'payments');
    await typed('millrace pause orders-in orders', blank);
    await typed('millrace pause orders\\ o', blank);
  });

  test('files are completed where a file is to come', async () => {
    await typed('millrace apply -f some-c', 'some-connector.yaml');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectClient } from '@millrace/client';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plain, runCli, runInTerminal } from './cli-process.ts';

const longName = `a-connector-whose-name-is-${'very-'.repeat(20)}long`;
const [red, green] = ['\u001B[31m', '\u001B[32m'];

describe('millrace in a terminal', { timeout: 120_000 }, () => {
  let worker: WorkerProcess;
  let folder: string;
  let env: { MILLRACE_URL: string };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-cli-'));
    await writeFile(join(folder, 'in.txt'), 'one\n');
    worker = await startWorkerProcess();
    env = { MILLRACE_URL: worker.url };
    const { connectors } = new ConnectClient({ url: worker.url });
    const config = { 'connector.class': 'FileStreamSource', file: join(folder, 'in.txt'), topic: 'lines' };
    const type = 'org.apache.kafka.connect.transforms.ExtractField$Value';
    await connectors.create({ name: '駅 🚂', config });
    await connectors.create({ name: longName, config });
    await connectors.create({
      name: 'zbad',
      config: { ...config, transforms: 'x', 'transforms.x.type': type, 'transforms.x.field': 'f' },
    });
    await connectors.waitForState('zbad', 'FAILED', { ignoreFailures: true });
    await connectors.waitForRunning(longName);
  });
  afterAll(async () => {
    await worker?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const shown = async (args: string[], columns: number, more: Record<string, string> = {}) => {
    const run = runInTerminal(args, { columns, env: { ...env, ...more } });
    await run.ended;
    return run.output();
  };

  test.each([40, 60, 80, 200])('a table fits a terminal of %i columns, with letters of any width', async (columns) => {
    const lines = plain(await shown(['get', 'connectors', '-o', 'wide'], columns))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(4);
    // what cannot be cut any more is wider than forty columns
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(columns, 66));
    expect(lines[1]).toMatch(/^zbad /);
  });

  test('a table of a few columns is cut to a narrow terminal, and says so by an ellipsis', async () => {
    const lines = plain(await shown(['get', 'connectors'], 50))
      .trimEnd()
      .split('\n');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(50);
    expect(lines.join('\n')).toContain('a-connector-whose…');
  });

  test('colours are for terminals, and for those who want them', async () => {
    const withColours = await shown(['get', 'connectors'], 80);
    expect(withColours).toContain(green);
    expect(withColours).toContain(red);
    expect(await shown(['get', 'connectors'], 80, { NO_COLOR: '1' })).not.toContain('\u001B');
    expect(await shown(['get', 'connectors', '--no-color'], 80)).not.toContain('\u001B');
    expect(await shown(['get', 'connectors'], 80, { TERM: 'dumb' })).not.toContain('\u001B');
    expect((await runCli(['get', 'connectors'], { env })).stdout).not.toContain('\u001B');
    expect((await runCli(['get', 'connectors'], { env: { ...env, FORCE_COLOR: '1' } })).stdout).toContain(green);
    expect(await shown(['get', 'connectors', '-o', 'json'], 80)).not.toContain('\u001B');
  });

  test('what waits shows how it goes, and takes that away at the end', async () => {
    const output = await shown(['restart', '駅 🚂', '--tasks', '--wait'], 80);
    expect(output).toMatch(/⠋.*駅 🚂: restarting/);
    expect(plain(output).split('\r').at(-1)).toBe('駅 🚂 restarted, with its tasks\n');
  });

  test('Ctrl-C ends a wait with 130, and clears the line', async () => {
    const run = runInTerminal(['wait', '駅 🚂', '--for', 'stopped'], { env });
    await run.until((output) => output.includes('waiting for STOPPED (RUNNING, tasks 1/1)'));
    run.press('\u0003');
    expect(await run.ended).toBe(130);
    expect(plain(run.output())).toMatch(/\rInterrupted\.\n$/);
  });

  test('delete asks before it deletes all, and takes no for an answer', async () => {
    const run = runInTerminal(['delete', '--all'], { env, columns: 300 });
    await run.until((output) => output.includes('[y/N]'));
    run.press('n\r');
    expect(await run.ended).toBe(10);
    expect(plain(run.output())).toContain('Nothing was done.');
  });

  test('top shows a live picture with failed ones first, follows the size of the terminal, and q ends it', async () => {
    const run = runInTerminal(['top', '--interval', '200ms'], { env, columns: 100, rows: 20 });
    // The whole picture: it comes in pieces.
    const parts = ['3 connectors, 3 tasks, 1 with failures', 'zbad', '駅', 'a-connector'];
    await run.until((output) => parts.every((part) => plain(output).includes(part)) && / {2}task 0 +FAILED/.test(plain(output)));
    const text = plain(run.output());
    expect(text).toMatch(/NAME +TYPE +STATE +TASKS +REC\/S +LAG +WORKER/);
    expect(text.indexOf('zbad')).toBeLessThan(text.indexOf('駅'));
    expect(text).toMatch(/ {2}task 0 +FAILED/);
    run.resize(60, 5);
    const before = run.output().length;
    await run.until((output) => plain(output.slice(before)).includes('… and 3 more lines'));
    run.resize(60, 20);
    await new ConnectClient({ url: worker.url }).connectors.pause('駅 🚂');
    await run.until((output) => /PAUSED/.test(output));
    run.press('q');
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain('\u001B[?1049l');
  });

  test('a trace and a name cannot write to the terminal', async () => {
    const { connectors } = new ConnectClient({ url: worker.url });
    await connectors.create({
      name: 'odd',
      config: { 'connector.class': 'FileStreamSource', topic: 't', note: '\u001B[2Jgone\u202E' },
    });
    const output = await shown(['describe', 'connector', 'odd'], 80);
    expect(output).toContain('\\u001b[2Jgone\\u202e');
    expect(output).not.toContain('\u001B[2J');
    await connectors.delete('odd');
  });
});

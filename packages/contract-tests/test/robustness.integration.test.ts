import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startCommand, type CommandProcess, type Ended } from './command-process.ts';

const prefix = 'millrace-ct-';
const timeout = 240_000;
let worker: WorkerProcess;
let temporary: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'millrace-robustness-'));
  worker = await startWorkerProcess();
});

afterAll(async () => {
  await worker?.dispose();
  await rm(temporary, { recursive: true, force: true });
});

async function get(path: string): Promise<unknown> {
  return (await fetch(worker.url + path)).json();
}

async function ownConnectors(): Promise<string[]> {
  return ((await get('/connectors')) as string[]).filter((name) => name.startsWith(prefix));
}

function start(...args: string[]) {
  return startCommand(['--url', worker.url, ...args], temporary);
}

/** Runs the command until it has made some connectors, and then does something to it or to the worker. */
async function interrupted(interrupt: (command: CommandProcess) => void): Promise<Ended> {
  const command = start('--profile', 'core');
  await vi.waitFor(async () => expect((await ownConnectors()).length).toBeGreaterThan(3), { timeout: 60_000, interval: 20 });
  interrupt(command);
  return command.ended;
}

describe('a run against a worker', { timeout }, () => {
  test('removes all that it made when it is interrupted', async () => {
    const { code, output } = await interrupted((command) => command.kill('SIGINT'));
    expect(output).toContain('COULD NOT BE RUN (interrupted)');
    expect(code).toBe(2);
    expect(await ownConnectors()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('removes what a run has left that was killed', async () => {
    const { code } = await interrupted((command) => command.kill('SIGKILL'));
    expect(code).toBeNull();
    expect(await ownConnectors()).not.toEqual([]);
    const second = await start('--grep', 'listConnectors/200-schema').ended;
    expect(second.output).toContain('Removed what a run that was killed had left');
    expect(second.code).toBe(0);
    expect(await ownConnectors()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('changes nothing of 300 connectors that others made', async () => {
    await createForeign(300);
    const before = await foreignConnectors();
    expect(Object.keys(before)).toHaveLength(300);
    const { code, output } = await start('--grep', '^(list|create|delete|pause)Connectors?/').ended;
    expect(output).toContain('PASSED');
    expect(code).toBe(0);
    expect(await foreignConnectors()).toEqual(before);
    expect(await ownConnectors()).toEqual([]);
  });

  test('is never passed when the worker dies midway', async () => {
    const { code, output } = await interrupted(() => void worker.kill());
    expect(output).toContain('COULD NOT BE RUN (unreachable)');
    expect(output).not.toContain('PASSED');
    expect(code).toBe(2);
  });
});

/** Connectors in all states, among them names that only look like those of the tests. */
async function createForeign(count: number): Promise<void> {
  const states = ['STOPPED', 'STOPPED', 'PAUSED', 'STOPPED', 'RUNNING'];
  for (let index = 0; index < count; index++) {
    const name = index % 10 === 0 ? `millrace-ctx-${index}` : `foreign ${index}`;
    const config = { 'connector.class': 'FileStreamSource', file: '/nowhere/at-all.txt', topic: 'foreign', note: String(index) };
    const body = JSON.stringify({ name, config, initial_state: states[index % states.length] });
    const answer = await fetch(`${worker.url}/connectors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(201);
  }
  const withTask = states.filter((state) => state === 'RUNNING').length * (count / states.length);
  await vi.waitFor(
    async () => {
      const tasks = Object.values(await foreignConnectors()).flatMap(({ status }) => status.tasks);
      expect(tasks.filter(({ state }) => state === 'RUNNING')).toHaveLength(withTask);
    },
    { timeout: 60_000, interval: 200 },
  );
}

interface Foreign {
  readonly status: { readonly tasks: readonly { readonly state: string }[] };
}

/** Configs and states of all that is not the tests' own. */
async function foreignConnectors(): Promise<Record<string, Foreign>> {
  const all = (await get('/connectors?expand=info&expand=status')) as Record<string, Foreign>;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(prefix)));
}

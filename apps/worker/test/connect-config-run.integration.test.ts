import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from './connect-config-cases.ts';
import type { RecordedState, RunCase } from './connect-config-cases.ts';
import { differences } from './connect-config-differences.ts';

const runCases = cases.filter((testCase) => testCase.kind === 'run').map((testCase) => [testCase.id, testCase] as const);
const timeoutMs = 60_000;

interface ShownState {
  readonly state: string;
  readonly trace?: string;
}

interface ShownStatus {
  readonly connector: ShownState;
  readonly tasks: readonly (ShownState & { readonly id: number })[];
}

describe('connectors that a real worker ran', { timeout: timeoutMs * 2 }, () => {
  let dir = '';
  let worker: WorkerProcess;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'millrace-configs-'));
    worker = await startWorkerProcess({ dataDir: join(dir, 'data'), fromSource: true });
  }, timeoutMs);
  afterAll(async () => {
    await worker.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  it.each(runCases)('%s comes to the same state', async (_id, testCase) => {
    const answer = await create(testCase);
    const difference = differences.find((rule) => rule.applies(testCase));
    if (difference !== undefined) {
      expect([201, 400], difference.reason).toContain(answer.status);
      return;
    }
    if (testCase.status === 500) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ message: testCase.message });
      return;
    }
    expect(answer.status).toBe(testCase.status);
    await expect.poll(() => summary(testCase.request.body.name), { timeout: timeoutMs }).toEqual(recordedSummary(testCase));
  });

  function create({ request: { body } }: RunCase): Promise<Response> {
    const config = Object.fromEntries(
      Object.entries(body.config).map(([key, value]) => [key, value?.replace(/^\/data\//, join(dir, '/')) ?? null]),
    );
    return fetch(`${worker.url}/connectors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, config }),
    });
  }

  async function summary(name: string): Promise<unknown> {
    const response = await fetch(`${worker.url}/connectors/${name}/status`);
    if (!response.ok) return null;
    const { connector, tasks } = (await response.json()) as ShownStatus;
    return { connector: shown(connector), tasks: tasks.map(shown) };
  }

  function recordedSummary({ run }: RunCase): unknown {
    const recorded = ({ state, trace_messages }: RecordedState): unknown => ({ state, trace: trace_messages ?? null });
    return run && { connector: recorded(run.connector), tasks: (run.tasks ?? []).map(recorded) };
  }

  /** A trace without the lines that say where in the code it was. */
  function shown({ state, trace }: ShownState): unknown {
    const messages = trace
      ?.trimEnd()
      .split('\n')
      .filter((line) => !/^\s+at |^\s+\.\.\. \d+ more/.test(line))
      .map((line) => line.trim());
    return { state, trace: messages ?? null };
  }
});

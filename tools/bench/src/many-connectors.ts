import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMemory, startWorkerProcess } from '@millrace/tool-worker-process';
import { connectApi, idleSource } from './connect-api.ts';
import type { Row } from './table.ts';

/** Creating, listing and restarting with growing numbers of connectors; each figure should grow no more than linearly. */
export async function measureManyConnectors(counts: readonly number[] = [125, 250, 500]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of counts) rows.push(...(await measure(count)));
  return rows;
}

async function measure(count: number): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  try {
    const first = await startWorkerProcess({ dataDir });
    const api = connectApi(first.url);
    const createMs = await timed(async () => {
      for (let index = 0; index < count; index++) await api.create(`idle-${index}`, idleSource(index, dataDir));
      await api.allRunning(count);
    });
    const listMs = await fastest(() => api.expanded());
    const memory = await processMemory(first.pid);
    await first.terminate();
    const began = performance.now();
    const second = await startWorkerProcess({ dataDir, startTimeoutMs: 120_000 });
    await connectApi(second.url).allRunning(count);
    const restartMs = performance.now() - began;
    await second.dispose();
    return [
      { what: `create ${count} connectors, all running`, value: createMs, unit: 'ms' },
      { what: `GET /connectors expanded, ${count} connectors`, value: listMs, unit: 'ms' },
      { what: `restart of the worker, ${count} running again`, value: restartMs, unit: 'ms' },
      { what: `RssAnon, ${count} connectors`, value: memory.rssAnonMb, unit: 'MiB' },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function fastest(work: () => Promise<unknown>, runs = 10): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timed(work));
  return Math.min(...times);
}

import { setTimeout as delay } from 'node:timers/promises';
import { processMemory, startWorkerProcess } from '@millrace/tool-worker-process';
import { connectApi, idleSource } from './connect-api.ts';
import type { Row } from './table.ts';

/** Process start to the first good answer, and what the worker holds: empty, and with 20 idle connectors. */
export async function measureStartAndMemory(): Promise<Row[]> {
  const starts: number[] = [];
  for (let run = 0; run < 5; run++) {
    const worker = await startWorkerProcess();
    starts.push(worker.startMs);
    await worker.dispose();
  }
  const worker = await startWorkerProcess();
  try {
    await delay(2000);
    const empty = await processMemory(worker.pid);
    const api = connectApi(worker.url);
    for (let index = 0; index < 20; index++) await api.create(`idle-${index}`, idleSource(index, worker.dataDir));
    await api.allRunning(20);
    await delay(5000);
    const idle = await processMemory(worker.pid);
    return [
      { what: 'start to GET /connectors, median of 5', value: median(starts), unit: 'ms' },
      { what: 'RssAnon, no connector', value: empty.rssAnonMb, unit: 'MiB' },
      { what: 'RssAnon, 20 idle connectors', value: idle.rssAnonMb, unit: 'MiB' },
      { what: 'VmRSS, 20 idle connectors', value: idle.vmRssMb, unit: 'MiB' },
    ];
  } finally {
    await worker.dispose();
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

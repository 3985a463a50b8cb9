import { setTimeout as delay } from 'node:timers/promises';
import { processMemory } from '@millrace/tool-worker-process';
import { connectApi, idleSource } from '../connect-api.ts';
import { cpuSeconds } from '../process-usage.ts';
import type { Contender } from './contender.ts';
import { askAtRate, askWithoutPause, inParts, type LoadResult } from './request-load.ts';

/** What a worker is like with so many connectors that have nothing to do. */
export interface RestFigures {
  readonly connectors: number;
  readonly createSeconds: number;
  readonly rssAnonMb: number;
  /** CPU seconds a second while nobody asks for anything. */
  readonly idleCpu: number;
  /** GET …/status: as many as it answers. */
  readonly status: LoadResult;
  /** GET …/status, so many a second. */
  readonly statusAtRate: LoadResult;
  /** GET /connectors?expand=status&expand=info: as many as it answers. */
  readonly expanded: LoadResult;
  /** The same, one after the other. */
  readonly expandedAlone: LoadResult;
}

export interface RestOptions {
  readonly connectors: number;
  readonly seconds: number;
  readonly rate: number;
  readonly dir: string;
}

const CONNECTIONS = 16;
const EXPANDED_CONNECTIONS = 4;
const SETTLE_MS = 5000;
const IDLE_MS = 5000;
const EXPANDED = '/connectors?expand=status&expand=info';

/** Fills an empty worker with connectors and asks it for their states. */
export async function measureRest(worker: Contender, { connectors, seconds, rate, dir }: RestOptions): Promise<RestFigures> {
  const { url, pid } = worker;
  const api = connectApi(url);
  const began = performance.now();
  for (let index = 0; index < connectors; index++) await api.create(`idle-${index}`, idleSource(index, dir));
  await api.allRunning(connectors, 300_000);
  const createSeconds = (performance.now() - began) / 1000;
  await delay(SETTLE_MS);
  const { rssAnonMb } = await processMemory(pid);
  const idleCpu = await idleShare(pid);
  const statuses = { url, connections: CONNECTIONS, path: (n: number) => `/connectors/idle-${(n * 7) % connectors}/status` };
  const all = { url, path: () => EXPANDED };
  // Both are asked until they are warm: a JVM compiles what is asked often.
  await askWithoutPause({ ...statuses, seconds });
  await askWithoutPause({ ...all, connections: EXPANDED_CONNECTIONS, seconds });
  return {
    connectors,
    createSeconds,
    rssAnonMb,
    idleCpu,
    status: await askWithoutPause({ ...statuses, seconds }),
    statusAtRate: await inParts(askAtRate, { ...statuses, seconds, rate }),
    expanded: await askWithoutPause({ ...all, connections: EXPANDED_CONNECTIONS, seconds }),
    expandedAlone: await inParts(askWithoutPause, { ...all, connections: 1, seconds }),
  };
}

async function idleShare(pid: number): Promise<number> {
  const [before, began] = [await cpuSeconds(pid), performance.now()];
  await delay(IDLE_MS);
  return ((await cpuSeconds(pid)) - before) / ((performance.now() - began) / 1000);
}

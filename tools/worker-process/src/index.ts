/**
 * The worker as a process, as a user starts it.
 *
 *     const worker = await startWorkerProcess();
 *     await fetch(`${worker.url}/connectors`);
 *     await worker.dispose();
 */
export { type ProcessMemory, processMemory } from './memory.ts';
export { createRandom, pick } from './seeded-random.ts';
export {
  freePort,
  runWorkerProcess,
  startWorkerProcess,
  type WorkerProcess,
  type WorkerProcessOptions,
} from './worker-process.ts';

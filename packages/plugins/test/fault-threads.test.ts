import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FaultCall } from './fault-thread.ts';

/** Long enough for a call that ends to have ended. */
const A_WHILE_MS = 200;

function startThread(call: FaultCall['call'], props: FaultCall['props'], heapMb = 256): { worker: Worker; messages: unknown[] } {
  const worker = new Worker(new URL('./fault-thread.ts', import.meta.url), {
    workerData: { call, props } satisfies FaultCall,
    execArgv: ['--conditions=@millrace/source'],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const messages: unknown[] = [];
  worker.on('message', (message) => messages.push(message));
  worker.on('error', () => undefined);
  onTestFinished(async () => {
    await worker.terminate();
  });
  return { worker, messages };
}

describe('faults that need a thread of their own', { timeout: 60_000 }, () => {
  it.each([
    ['validate', 'spin-validate'],
    ['start', 'spin-start'],
    ['poll', 'spin'],
    ['put', 'spin'],
  ] as const)('%s never returns when the mode is %s, until the thread is terminated', async (call, mode) => {
    const { worker, messages } = startThread(call, { 'fault.mode': mode });
    await once(worker, 'message');
    const before = worker.performance.eventLoopUtilization();
    await delay(A_WHILE_MS);
    expect(worker.performance.eventLoopUtilization(before).utilization).toBe(1);
    expect(messages).toEqual(['calling']);
    expect(await worker.terminate()).toBe(1);
  });

  it.each(['poll', 'put'] as const)('a crash in %s ends the thread with a status of 1', async (call) => {
    const { worker, messages } = startThread(call, { 'fault.mode': 'crash' });
    expect(await once(worker, 'exit')).toEqual([1]);
    expect(messages).toEqual(['calling']);
  });

  it.each(['poll', 'put'] as const)('a timer set in %s throws after that has returned', async (call) => {
    const { worker, messages } = startThread(call, { 'fault.mode': 'throw-timer' });
    // What it has said is all there when it has ended, and not before.
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const [error] = (await once(worker, 'error')) as [Error];
    await ended;
    expect(error.message).toBe('Thrown from a timer, as fault.mode=throw-timer asks for');
    expect(messages).toEqual(['calling', 'returned']);
  });

  it('a leak on the heap runs into the limit of the thread', async () => {
    const { worker } = startThread('poll', { 'fault.mode': 'leak-heap' }, 48);
    const [error] = (await once(worker, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ERR_WORKER_OUT_OF_MEMORY');
  });

  it('a leak of buffers grows outside of the heap', async () => {
    const { worker, messages } = startThread('put', { 'fault.mode': 'leak-buffers', 'fault.leak.bytes': '1000000' });
    while (Number(messages.at(-1) ?? 0) < 3_000_000 || messages.length < 3) {
      worker.postMessage('how much?', []);
      await once(worker, 'message');
    }
    expect(messages.slice(0, 2)).toEqual(['calling', 'returned']);
  });
});

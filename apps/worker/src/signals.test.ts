import { EventEmitter } from 'node:events';
import type { Engine, Logger } from '@millrace/engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stopOnSignals } from './signals.ts';

class FakeProcess extends EventEmitter {
  env: NodeJS.ProcessEnv = {};
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
}

const silent: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

describe('signals', () => {
  let target: FakeProcess;
  let order: string[];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    target = new FakeProcess();
    order = [];
  });
  afterEach(() => void vi.useRealTimers());

  function start(stop: () => Promise<void>): void {
    const servers = { stopAccepting: () => void order.push('stopAccepting'), close: async () => void order.push('close') };
    stopOnSignals({ gracefulTimeoutMs: 5000, servers, logger: silent, process: target }).engineIs({ stop } as Engine);
  }
  const never = () => new Promise<void>(() => {});

  it('stop the worker in order, and it exits with 0', async () => {
    start(async () => void order.push('engine'));
    target.emit('SIGTERM', 'SIGTERM');
    await vi.waitFor(() => expect(target.exits).toEqual([0]));
    expect(order).toEqual(['stopAccepting', 'engine', 'close']);
  });

  it('end it with 0 when the time is over', async () => {
    start(never);
    target.emit('SIGINT', 'SIGINT');
    await vi.advanceTimersByTimeAsync(4999);
    expect(target.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(target.exits).toEqual([0]);
  });

  it('end it at once the second time', () => {
    start(never);
    target.emit('SIGTERM', 'SIGTERM');
    target.emit('SIGINT', 'SIGINT');
    expect(target.exits).toEqual([130]);
  });

  it('count once when npm repeats what the terminal sent', async () => {
    target.env = { npm_lifecycle_event: 'start' };
    start(never);
    target.emit('SIGINT', 'SIGINT');
    target.emit('SIGINT', 'SIGINT');
    expect(target.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    target.emit('SIGINT', 'SIGINT');
    expect(target.exits).toEqual([130]);
  });

  it('make a worker that cannot stop exit with 1', async () => {
    start(() => Promise.reject(new Error('no')));
    target.emit('SIGTERM', 'SIGTERM');
    await vi.waitFor(() => expect(target.exits).toEqual([1]));
  });
});

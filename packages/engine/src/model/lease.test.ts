import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createLease, leaseIn } from './lease.ts';

describe('a lease', () => {
  it('is over until it is given, and ends by itself', () => {
    const lease = createLease();
    expect(lease.isValid()).toBe(false);
    lease.endIn(60_000);
    expect(lease.isValid()).toBe(true);
    expect(lease.leftMs()).toBeGreaterThan(59_000);
    lease.endIn(-1);
    expect(lease.isValid()).toBe(false);
    expect(lease.leftMs()).toBeLessThanOrEqual(0);
  });

  it('holds back what was begun while it is over, and ends it with the stay that it was begun in', () => {
    const lease = createLease();
    lease.endIn(60_000);
    const ticket = lease.ticket();
    expect(lease.check(ticket)).toBe('granted');
    lease.endIn(-1);
    expect(lease.check(ticket)).toBe('withheld');
    lease.endIn(60_000);
    expect(lease.check(ticket)).toBe('granted');
    lease.endStay();
    expect(lease.check(lease.ticket())).toBe('withheld');
    lease.endIn(60_000);
    expect(lease.check(ticket)).toBe('over');
    expect(lease.check(lease.ticket())).toBe('granted');
  });

  it('is the same in memory that was handed on', () => {
    const lease = createLease();
    const other = leaseIn(structuredClone(lease.memory));
    lease.endIn(60_000);
    expect(other.isValid()).toBe(true);
    lease.endStay();
    expect(other.isValid()).toBe(false);
    expect(other.ticket()).toBe(lease.ticket());
  });

  it('is read by the same clock in another thread', async () => {
    const lease = createLease();
    lease.endIn(60_000);
    const source = `
      const { parentPort, workerData } = require('node:worker_threads');
      parentPort.postMessage(Number((new BigInt64Array(workerData)[0] - process.hrtime.bigint()) / 1000000n));`;
    const thread = new Worker(source, { eval: true, workerData: lease.memory });
    const leftMs = await new Promise((resolve) => thread.once('message', resolve));
    expect(leftMs).toBeGreaterThan(30_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  });
});

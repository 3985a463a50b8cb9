import { expect, it } from 'vitest';
import { createReport } from '../task/runner-rig.case.ts';
import { createReleases } from './releases.ts';
import { createSharedBroker } from './shared-broker.ts';
import type { Broker } from '../broker/broker.ts';

it('what was made is released once, the last first, whatever one of them throws', async () => {
  const report = createReport();
  const releases = createReleases(report.logger);
  const released: string[] = [];
  releases.add('a', () => void released.push('a'));
  releases.add('b', () => Promise.reject(new Error('stuck')));
  releases.add('c', () => void released.push('c'));
  await Promise.all([releases.release(), releases.release()]);
  expect(released).toEqual(['c', 'a']);
  expect(report.lines).toEqual(['warn: Failed to close b']);
});

it('a broker that could not be opened is tried again with the next task', async () => {
  let opened = 0;
  const shared = createSharedBroker(async () => {
    opened += 1;
    if (opened === 1) throw new Error('locked');
    return { close: async () => undefined } as Broker;
  });
  await expect(shared.open()).rejects.toThrow('locked');
  await Promise.all([shared.open(), shared.open()]);
  await shared.close();
  expect(opened).toBe(2);
});

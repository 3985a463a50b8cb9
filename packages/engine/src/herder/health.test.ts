import { describe, expect, it } from 'vitest';
import { StoreError } from '../model/errors.ts';
import { createHealth } from './health.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { createOperationQueue } from './operation-queue.ts';

describe('health', () => {
  it('is starting, then healthy, and unhealthy while the queue is stalled or the store is broken', async () => {
    const clock = createManualClock();
    const queue = createOperationQueue({ clock, timeoutMs: 90_000 });
    const health = createHealth({ clock, queue, stallMs: 10_000 });
    expect(health.report()).toEqual({ status: 'starting', message: 'Worker is still starting up.' });
    health.started();
    const healthy = { status: 'healthy', message: 'Worker has completed startup and is ready to handle requests.' };
    expect(health.report()).toEqual(healthy);

    let release: () => void = () => undefined;
    const work = queue.run('writing', () => new Promise<void>((resolve) => (release = resolve)));
    await clock.advance(9_999);
    expect(health.report()).toEqual(healthy);
    await clock.advance(1);
    expect(health.report()).toEqual({
      status: 'unhealthy',
      message:
        'Worker was unable to handle this request and may be unable to handle other requests. ' +
        'The worker is currently writing, which began at 1970-01-01T00:16:40Z.',
    });
    release();
    await work;

    health.written(new StoreError('The disk is full'));
    expect(health.report().message).toContain('The disk is full');
    health.written(null);
    expect(health.report()).toEqual(healthy);
  });
});

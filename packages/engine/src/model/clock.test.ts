import { describe, expect, it } from 'vitest';
import { delay, systemClock, within } from './clock.ts';
import { createManualClock, settle } from './manual-clock.case.ts';

describe('waiting', () => {
  it('ends with the time, or with the signal', async () => {
    const clock = createManualClock();
    const aborter = new AbortController();
    const ended: string[] = [];
    void delay(clock, 100).then(() => ended.push('time'));
    void delay(clock, 1000, aborter.signal).then(() => ended.push('signal'));
    await clock.advance(100);
    expect(ended).toEqual(['time']);
    aborter.abort();
    await settle();
    expect(ended).toEqual(['time', 'signal']);
    expect(clock.pending()).toBe(0);
    await delay(clock, 1000, aborter.signal);
  });

  it('gives up on a promise that takes too long', async () => {
    const clock = createManualClock();
    const late = within(clock, 50, new Promise(() => undefined), 'late');
    await clock.advance(50);
    expect(await late).toBe('late');
    expect(await within(clock, 50, Promise.resolve('there'), 'late')).toBe('there');
    await expect(within(clock, 50, Promise.reject(new Error('no')), 'late')).rejects.toThrow('no');
    expect(clock.pending()).toBe(0);
  });

  it('can be cancelled on the machine’s clock, however long it is', async () => {
    let ran = false;
    const cancel = systemClock.after(2 ** 40, () => (ran = true));
    await systemClock.breathe();
    cancel();
    await new Promise<void>((resolve) => systemClock.after(0, resolve));
    expect(ran).toBe(false);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});

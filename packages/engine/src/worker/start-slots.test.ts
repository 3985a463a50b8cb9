import { describe, expect, it } from 'vitest';
import { createManualClock } from '../model/manual-clock.case.ts';
import { createStartSlots } from './start-slots.ts';

describe('start slots', () => {
  it('let as many start at once as there are, and the next when one is given back', async () => {
    const slots = createStartSlots({ clock: createManualClock(), slots: 2, heldMs: 1000 });
    const taken: number[] = [];
    const take = async (n: number): Promise<() => void> => {
      const giveBack = await slots.take();
      taken.push(n);
      return giveBack;
    };
    const first = await take(1);
    await take(2);
    const third = take(3);
    const fourth = take(4);
    expect(taken).toEqual([1, 2]);
    first();
    first();
    (await third)();
    await fourth;
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('are taken from a start that lasts too long', async () => {
    const clock = createManualClock();
    const slots = createStartSlots({ clock, slots: 1, heldMs: 1000 });
    await slots.take();
    const next = slots.take();
    await clock.advance(1000);
    await next;
  });
});

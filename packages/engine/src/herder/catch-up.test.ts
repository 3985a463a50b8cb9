import { describe, expect, it } from 'vitest';
import { createCatchUp } from './catch-up.ts';
import { createManualClock } from '../model/manual-clock.case.ts';

function rig() {
  const clock = createManualClock();
  const looks: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const { now: catchUp, soon } = createCatchUp({
    clock,
    refresh: () => new Promise<void>((resolve, reject) => looks.push({ resolve, reject })),
  });
  const settled = async (promise: Promise<void>): Promise<boolean> => {
    let isSettled = false;
    void promise.then(() => (isSettled = true));
    await clock.breathe();
    return isSettled;
  };
  return { clock, looks, catchUp, soon, settled };
}

describe('catching up', () => {
  it('waits for a look that began after the call, which all that wait share', async () => {
    const { looks, catchUp, settled } = rig();
    const first = catchUp();
    const later = [catchUp(), catchUp()];
    expect(looks).toHaveLength(1);
    looks[0]!.resolve();
    expect(await settled(first)).toBe(true);
    expect(await settled(later[0]!)).toBe(false);
    expect(looks).toHaveLength(2);
    looks[1]!.resolve();
    expect(await settled(Promise.all(later).then(() => undefined))).toBe(true);
  });

  it('waits no longer than a moment, and not at all until the broker answers again', async () => {
    const { clock, looks, catchUp, settled } = rig();
    const first = catchUp();
    await clock.advance(250);
    expect(await settled(first)).toBe(true);
    expect(await settled(catchUp())).toBe(true);
    looks[0]!.resolve();
    await clock.breathe();
    looks[1]!.resolve();
    await clock.breathe();
    expect(await settled(catchUp())).toBe(false);
  });

  it('goes on when the broker cannot be asked', async () => {
    const { looks, catchUp, settled } = rig();
    const first = catchUp();
    looks[0]!.reject(new Error('no broker'));
    expect(await settled(first)).toBe(true);
  });

  it('makes each of those who ask one after the other wait for a look of its own', async () => {
    const { clock, looks, soon, settled } = rig();
    for (let asked = 1; asked <= 5; asked++) {
      const reading = soon();
      expect(looks).toHaveLength(asked);
      expect(await settled(reading)).toBe(false);
      looks.at(-1)!.resolve();
      expect(await settled(reading)).toBe(true);
      await clock.advance(1);
    }
  });

  it('lets nobody wait among many, as long as they are many', async () => {
    const { clock, looks, soon, settled } = rig();
    const allAtOnce = (count: number) => settled(Promise.all(Array.from({ length: count }, () => soon())).then(() => undefined));
    expect(await allAtOnce(7)).toBe(false);
    looks[0]!.resolve();
    await clock.breathe();
    looks[1]!.resolve();
    await clock.breathe();
    for (let round = 2; round < 10; round++) {
      expect(looks).toHaveLength(round);
      expect(await allAtOnce(3)).toBe(true);
      await clock.advance(24);
      expect(await allAtOnce(3)).toBe(true);
      expect(looks).toHaveLength(round);
      await clock.advance(1);
      expect(await allAtOnce(1)).toBe(true);
      looks.at(-1)!.resolve();
      await clock.breathe();
    }
    await clock.advance(25);
    expect(await allAtOnce(1)).toBe(true);
    looks.at(-1)!.resolve();
    await clock.breathe();
    expect(await allAtOnce(1)).toBe(false);
  });

  it('makes those wait who come when the last look is old, and those who must know all', async () => {
    const { clock, looks, catchUp, soon, settled } = rig();
    const first = Array.from({ length: 7 }, () => soon());
    looks[0]!.resolve();
    await first[0];
    looks[1]!.resolve();
    await clock.breathe();
    expect(await settled(soon())).toBe(true);
    expect(await settled(catchUp())).toBe(false);
    expect(looks).toHaveLength(3);
    await clock.advance(50);
    expect(await settled(soon())).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { createCatchUp } from './catch-up.ts';
import { createManualClock } from '../model/manual-clock.case.ts';

function rig() {
  const clock = createManualClock();
  const looks: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const catchUp = createCatchUp({
    clock,
    refresh: () => new Promise<void>((resolve, reject) => looks.push({ resolve, reject })),
  });
  const settled = async (promise: Promise<void>): Promise<boolean> => {
    let isSettled = false;
    void promise.then(() => (isSettled = true));
    await clock.breathe();
    return isSettled;
  };
  return { clock, looks, catchUp, settled };
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
});

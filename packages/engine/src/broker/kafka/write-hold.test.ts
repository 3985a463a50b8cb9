import { describe, expect, it } from 'vitest';
import { FencedError } from '../../model/errors.ts';
import { isTransient } from './kafka-errors.ts';
import type { WireRequest } from './wire-request.ts';
import { WireWriter } from './wire.ts';
import { WriteHold } from './write-hold.ts';

const request: WireRequest<null> = {
  name: 'Produce',
  key: 0,
  versions: [3, 8],
  write: (to) => void to.int16(7),
  read: () => null,
};

const tryWrite = (guarded: WireRequest<null>): unknown => {
  try {
    return guarded.write(new WireWriter(), 3);
  } catch (error) {
    return error;
  }
};

describe('writes of a worker that may not write', () => {
  it('wait until it may', async () => {
    let mayWrite = false;
    const hold = new WriteHold({ isValid: () => mayWrite });
    let isThrough = false;
    const through = hold.untilMayWrite().then(() => (isThrough = true));
    await hold.moment();
    await hold.moment();
    expect(isThrough).toBe(false);
    mayWrite = true;
    await through;
  });

  it('are refused when the client is closed', async () => {
    const hold = new WriteHold({ isValid: () => false });
    const waiting = hold.untilMayWrite();
    hold.close();
    await expect(waiting).rejects.toThrow(FencedError);
  });

  it('are not sent when it may no more once their bytes are made, and tried again', () => {
    let mayWrite = true;
    const guarded = new WriteHold({ isValid: () => mayWrite }).guard(request);
    expect(tryWrite(guarded)).toBeUndefined();
    mayWrite = false;
    expect(isTransient(tryWrite(guarded))).toBe(true);
  });

  it('pass where there is no permit', async () => {
    const hold = new WriteHold(undefined);
    await hold.untilMayWrite();
    expect(hold.guard(request)).toBe(request);
  });
});

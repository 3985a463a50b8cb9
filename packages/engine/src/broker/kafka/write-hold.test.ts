import { describe, expect, it } from 'vitest';
import { FencedError } from '../../model/errors.ts';
import type { WritePermit } from '../broker.ts';
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

/** A permit that says what it is told to, of what was begun under its ticket. */
function permitOf(answer: ReturnType<WritePermit['check']>): WritePermit & { answer: typeof answer } {
  return {
    answer,
    ticket: () => 7,
    check(ticket) {
      return ticket === 7 ? this.answer : 'over';
    },
  };
}

describe('writes of a worker that may not write', () => {
  it('wait until it may', async () => {
    const permit = permitOf('withheld');
    const hold = new WriteHold(permit, undefined);
    let isThrough = false;
    const through = hold.untilMayWrite().then(() => (isThrough = true));
    await hold.moment();
    await hold.moment();
    expect(isThrough).toBe(false);
    permit.answer = 'granted';
    await through;
  });

  it('are refused when the client is closed', async () => {
    const hold = new WriteHold(permitOf('withheld'), undefined);
    const waiting = hold.untilMayWrite();
    hold.close();
    await expect(waiting).rejects.toThrow(FencedError);
  });

  it('are refused after a moment when they were begun before its last loss', async () => {
    const hold = new WriteHold(permitOf('granted'), 6);
    expect(hold.mayWrite).toBe(false);
    await expect(hold.untilMayWrite()).rejects.toThrow(FencedError);
  });

  it('are not sent when it may no more once their bytes are made, and tried again', () => {
    const permit = permitOf('granted');
    const guarded = new WriteHold(permit, 7).guard(request);
    expect(tryWrite(guarded)).toBeUndefined();
    permit.answer = 'withheld';
    expect(isTransient(tryWrite(guarded))).toBe(true);
  });

  it('pass where there is no permit', async () => {
    const hold = new WriteHold(undefined, undefined);
    await hold.untilMayWrite();
    expect(hold.guard(request)).toBe(request);
  });
});

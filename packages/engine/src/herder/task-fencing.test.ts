import { describe, expect, it } from 'vitest';
import { NotFoundError, UnavailableError } from '../model/errors.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { createTaskFencing } from './task-fencing.ts';

/** A worker whose leader answers with these errors first. */
function rig(...errors: Error[]) {
  const clock = createManualClock();
  const asked: string[] = [];
  const fence = async (connector: string): Promise<void> => {
    asked.push(connector);
    const error = errors.shift();
    if (error !== undefined) throw error;
  };
  const fencing = createTaskFencing({
    store: { refresh: async () => undefined, snapshot: () => ({ connectors: new Map() }) as never },
    group: { isLeader: () => false, assignment: () => ({ hasConnector: () => true, hasTask: () => true }) },
    leader: { fence },
    requests: { fence: () => Promise.reject(new Error('this worker does not lead')) },
    clock,
    timeoutMs: 10_000,
  });
  const fenced = fencing.fenceOlderTasks('c');
  fenced.catch(() => undefined);
  return { clock, asked, fenced };
}

const cut = new UnavailableError('cannot be reached');

describe('fencing the older tasks of a connector', () => {
  it('waits for a leader that cannot be reached', async () => {
    const { clock, asked, fenced } = rig(cut, cut);
    await clock.advance(2000);
    await fenced;
    expect(asked).toEqual(['c', 'c', 'c']);
  });

  it('is given up when the leader does not come back', async () => {
    const { clock, fenced } = rig(...Array.from({ length: 100 }, () => cut));
    await clock.advance(11_000);
    await expect(fenced).rejects.toBe(cut);
  });

  it('fails at once for what no waiting helps', async () => {
    const { asked, fenced } = rig(new NotFoundError('Connector c not found'));
    await expect(fenced).rejects.toThrow(NotFoundError);
    expect(asked).toEqual(['c']);
  });
});

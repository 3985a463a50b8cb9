import { describe, expect, it } from 'vitest';
import type { ConnectorStatus } from '../engine.ts';
import type { WorkItem } from '../group/work-item.ts';
import { NotAssignedError, NotFoundError, NotLeaderError, UnsettledError } from '../model/errors.ts';
import { createRestartRequests } from './restart-requests.ts';
import type { RestartRequestsOptions } from './restart-requests.ts';

interface Place {
  /** What runs here. */
  readonly own?: readonly WorkItem[];
  readonly leads: boolean;
  readonly leaderUrl?: string | null;
  readonly ownerUrl?: string | null;
}

/** A worker in that place of its group, with a connector `c` of two tasks. */
function workerAt({ own = [], leads, leaderUrl = null, ownerUrl = null }: Place) {
  const restarted: string[] = [];
  const written: unknown[] = [];
  const run = { state: 'RUNNING', workerId: 'w:1', version: null, trace: null } as const;
  const tasks = [0, 1].map((id) => ({ id, ...run }));
  const status: ConnectorStatus = { name: 'c', connector: run, tasks, type: 'source' };
  const options = {
    store: {
      snapshot: () => ({ connectors: new Map([['c', { config: {}, tasks: [{}, {}], targetState: 'STARTED' }]]) }),
      putRestartRequest: async (request: unknown) => void written.push(request),
    },
    write: async (_: string, work: () => Promise<unknown>) => {
      if (!leads) throw new NotLeaderError(leaderUrl!);
      return work();
    },
    lanes: {
      of: (name: string) => ({
        restart: async (order: () => { connector: boolean; tasks: readonly number[] }) => {
          const { connector, tasks: numbers } = order();
          restarted.push(`${name} ${connector} ${numbers.join()}`);
        },
      }),
    },
    statuses: { connector: () => status, reportConnector: () => undefined, reportTask: () => undefined },
    deadline: { of: (_: string, work: () => Promise<unknown>) => work() },
    group: {
      assignment: () => ({
        hasConnector: (name: string) => own.includes(`:${name}`),
        hasTask: ({ connector, task }: { connector: string; task: number }) => own.includes(`${task}:${connector}`),
      }),
      isLeader: () => leads,
      leaderUrl: () => leaderUrl,
      ownerUrl: () => ownerUrl,
    },
    onFailure: () => undefined,
  };
  return { requests: createRestartRequests(options as unknown as RestartRequestsOptions), restarted, written };
}

const alone = { includeTasks: false, onlyFailed: false };
const id = { connector: 'c', task: 1 };

describe('a restart', () => {
  it('is done by the worker that runs it, whoever leads', async () => {
    const { requests, restarted } = workerAt({ own: [':c', '1:c'], leads: false, leaderUrl: 'http://leader/' });
    await requests.task(id);
    await requests.connector('c', alone);
    expect(restarted).toEqual(['c false 1', 'c true ']);
  });

  it('goes to the leader from a worker that neither runs it nor leads', async () => {
    const { requests, restarted } = workerAt({ leads: false, leaderUrl: 'http://leader/', ownerUrl: 'http://owner/' });
    for (const restart of [requests.task(id), requests.connector('c', alone)]) {
      const error = await restart.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NotLeaderError);
      expect((error as NotLeaderError).workerUrl).toBe('http://leader/');
    }
    expect(restarted).toEqual([]);
  });

  it('goes from the leader to the worker that runs it', async () => {
    const { requests } = workerAt({ own: ['0:c'], leads: true, leaderUrl: 'http://leader/', ownerUrl: 'http://owner/' });
    for (const restart of [requests.task(id), requests.connector('c', alone)]) {
      const error = await restart.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NotAssignedError);
      expect((error as NotAssignedError).workerUrl).toBe('http://owner/');
    }
  });

  it('has to wait while nobody runs it, or no leader is known', async () => {
    await expect(workerAt({ leads: true, leaderUrl: 'http://leader/' }).requests.task(id)).rejects.toThrow(UnsettledError);
    await expect(workerAt({ leads: false }).requests.connector('c', alone)).rejects.toThrow(UnsettledError);
  });

  it('with tasks is written by the leader, for all to do their part', async () => {
    const options = { includeTasks: true, onlyFailed: false };
    const follower = workerAt({ own: [':c'], leads: false, leaderUrl: 'http://leader/' });
    await expect(follower.requests.connector('c', options)).rejects.toThrow(NotLeaderError);
    const { requests, restarted, written } = workerAt({ own: ['0:c'], leads: true, leaderUrl: 'http://leader/' });
    await requests.connector('c', options);
    expect(written).toEqual([{ connector: 'c', ...options }]);
    requests.take({ connector: 'c', ...options });
    expect(restarted).toEqual(['c false 0']);
  });

  it('of what is not there is refused before anybody else is asked', async () => {
    const { requests } = workerAt({ leads: false, leaderUrl: 'http://leader/' });
    await expect(requests.task({ connector: 'c', task: 2 })).rejects.toThrow(NotFoundError);
    await expect(requests.task({ connector: 'none', task: 0 })).rejects.toThrow('Unknown connector: none');
  });
});

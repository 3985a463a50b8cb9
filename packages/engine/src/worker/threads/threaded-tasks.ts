import { ConnectError } from '@millrace/connector-api';
import type { State, TaskId } from '../../model/names.ts';
import { taskIdText } from '../../model/names.ts';
import { valueOf } from '../../plugin/prefixed.ts';
import { javaTrace } from '../../task/java-trace.ts';
import type { StartTaskRequest, TaskHost } from '../task-host.ts';
import { taskOwner } from '../owner.ts';
import type { PluginThread } from './plugin-thread.ts';
import type { Seat, Seating, Tenant } from './seating.ts';
import { ThreadEndedError } from './thread-end.ts';
import type { Place } from './thread-pool.ts';

/** The part of a threaded host that is about tasks. */
export type ThreadedTasks = Pick<TaskHost, 'startTask' | 'setTaskState' | 'stopTask'> & {
  /** What a thread tells of a task on it. */
  stateFrom(thread: PluginThread, id: TaskId, state: State, trace: string | null, version: string | null): void;
  /** Whether this thread is where the task runs. */
  isOn(thread: PluginThread, id: TaskId): boolean;
};

export interface ThreadedTasksOptions {
  readonly seating: Seating;
  readonly report: (id: TaskId, state: State, trace: string | null, version: string | null) => void;
}

interface ThreadedTask {
  /** As it is to be started if it has to be started again. */
  request: StartTaskRequest;
  readonly seat: Seat;
  /** It was failed from here, as its thread is gone. */
  failed: boolean;
}

export function createThreadedTasks({ seating, report }: ThreadedTasksOptions): ThreadedTasks {
  const tasks = new Map<string, ThreadedTask>();

  function tenantOf(given: StartTaskRequest): Tenant {
    const { id } = given;
    const name = taskIdText(id);
    return {
      owner: taskOwner(id),
      title: `Task ${name}`,
      home: homeOf(given),
      signature: JSON.stringify([given.connectorConfig, given.taskConfig]),
      begin: (thread) => thread.call('startTask', [tasks.get(name)?.request ?? given]),
      again: () => report(id, 'RESTARTING', null, null),
      fail(error) {
        const task = tasks.get(name);
        if (task !== undefined) task.failed = true;
        report(id, 'FAILED', javaTrace(error), null);
      },
    };
  }

  /** A task that failed by itself is not begun again; a thread of its own it needs no more. */
  function retire(thread: PluginThread, id: TaskId, { seat }: ThreadedTask): void {
    seat.end();
    if (!seat.isApart()) return;
    thread.call('stopTask', [id, 0]).catch(() => undefined);
    seat.leave();
  }

  return {
    async startTask(request) {
      const name = taskIdText(request.id);
      if (tasks.has(name)) throw new ConnectError(`Task already exists in this worker: ${name}`);
      const seat = seating.take(tenantOf(request));
      tasks.set(name, { request, seat, failed: false });
      await seat.begun;
    },

    async setTaskState(id, target) {
      const task = tasks.get(taskIdText(id));
      if (task === undefined) return;
      task.request = { ...task.request, target };
      await unlessEnded(() => task.seat.thread()?.call('setTaskState', [id, target]));
    },

    async stopTask(id, deadlineMs) {
      const name = taskIdText(id);
      const task = tasks.get(name);
      if (task === undefined) return;
      const thread = task.seat.thread();
      task.seat.end();
      await unlessEnded(() => thread?.call('stopTask', [id, deadlineMs]));
      const isGone = thread === null ? !task.failed : thread.end() !== null;
      if (isGone) report(id, 'UNASSIGNED', null, null);
      task.seat.leave();
      if (tasks.get(name) === task) tasks.delete(name);
    },

    stateFrom(thread, id, state, trace, version) {
      const task = tasks.get(taskIdText(id));
      if (task?.seat.thread() !== thread) return;
      report(id, state, trace, version);
      if (state !== 'FAILED') return;
      task.failed = true;
      retire(thread, id, task);
    },
    isOn: (thread, id) => tasks.get(taskIdText(id))?.seat.thread() === thread,
  };
}

function homeOf({ id, connectorConfig }: StartTaskRequest): Place {
  const isolation = valueOf(connectorConfig, 'tasks.isolation')?.trim().toLowerCase();
  return isolation === 'dedicated' ? { kind: 'own', key: `connector ${id.connector}` } : { kind: 'shared' };
}

/** A call into a thread that has ended meanwhile has nothing left to do. */
async function unlessEnded(call: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof ThreadEndedError)) throw error;
  }
}

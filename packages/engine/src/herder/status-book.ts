import type { ConnectorStatus, RunStatus, TaskStatus } from '../engine.ts';
import type { Standing } from '../group/group.ts';
import { instanceItem, taskItem } from '../group/work-item.ts';
import type { WorkItem } from '../group/work-item.ts';
import type { ClusterConfig } from '../model/cluster-config.ts';
import { NotFoundError } from '../model/errors.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap, ConnectorType, TaskId } from '../model/names.ts';
import type { StatusStore } from '../store/status-store.ts';
import type { Status } from '../store/status.ts';
import type { StateReport } from '../worker/state-report.ts';

/**
 * The status of connectors and tasks as users see it, and the writing of what this worker sees. Writes do not wait for one
 * another; what shows at once is what was reported last.
 */
export interface StatusBook {
  /** Throws NotFoundError while there is none. */
  connector(name: string): ConnectorStatus;
  task(id: TaskId): TaskStatus;
  /** What is known already is not written again. */
  reportConnector(name: string, report: StateReport): void;
  reportTask(id: TaskId, report: StateReport): void;
  removeTask(id: TaskId): void;
  /** A task used a topic; milliseconds since the epoch. */
  topicUsed(id: TaskId, topic: string, at: number): void;
  /** Removes the status of a connector and its tasks, and the topics it used. */
  forget(name: string): Promise<void>;
  /** Removes the status of what is not configured: it was deleted while no worker saw it. */
  removeStrays(): void;
  /** Resolves when everything that was reported is safe, or could not be written. */
  flush(): Promise<void>;
}

export interface StatusBookOptions {
  readonly store: StatusStore;
  readonly config: () => ClusterConfig;
  readonly workerId: string;
  readonly generation: () => number;
  /** Whose a connector or a task is: what is another worker's is not reported on. */
  readonly standing: (item: WorkItem) => Standing;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
  /** Whether the status of a connector is about to be removed. */
  readonly isForgetting: (name: string) => boolean;
  readonly onWritten: (error: Error | null) => void;
}

export function createStatusBook(options: StatusBookOptions): StatusBook {
  const { store, config, onWritten } = options;
  const writing = new Set<Promise<void>>();

  function track(write: Promise<void>): Promise<void> {
    const settled = write.then(
      () => onWritten(null),
      (error: unknown) => onWritten(error as Error),
    );
    writing.add(settled);
    void settled.then(() => writing.delete(settled));
    return settled;
  }

  const statusOf = ({ state, trace, version }: StateReport): Status => ({
    state,
    trace,
    version,
    workerId: options.workerId,
    generation: options.generation(),
  });

  return {
    connector(name) {
      const entry = config().connectors.get(name);
      const status = entry === undefined || options.isForgetting(name) ? null : store.connector(name);
      if (entry === undefined || status === null) throw new NotFoundError(`No status found for connector ${name}`);
      const tasks = [...store.tasks(name)]
        .filter(([id]) => id < entry.tasks.length)
        .map(([id, task]) => taskStatus(id, task))
        .toSorted((a, b) => a.id - b.id);
      return { name, connector: runStatus(status), tasks, type: options.typeOf(entry.config) };
    },
    task(id) {
      const entry = config().connectors.get(id.connector);
      const isConfigured = entry !== undefined && id.task < entry.tasks.length && !options.isForgetting(id.connector);
      const status = isConfigured ? store.task(id) : null;
      if (status === null) throw new NotFoundError(`No status found for task ${taskIdText(id)}`);
      return taskStatus(id.task, status);
    },
    reportConnector(name, report) {
      const status = statusOf(report);
      const standing = options.standing(instanceItem(name));
      if (standing === 'others' || isSame(status, store.connector(name))) return;
      void track(store.putConnector(name, status, standing !== 'own' && isSafe(report)));
    },
    reportTask(id, report) {
      const status = statusOf(report);
      const standing = options.standing(taskItem(id));
      if (standing === 'others' || isSame(status, store.task(id))) return;
      void track(store.putTask(id, status, standing !== 'own' && isSafe(report)));
    },
    removeTask(id) {
      void track(store.removeTask(id));
    },
    topicUsed(id, topic, at) {
      void track(store.putTopic({ topic, connector: id.connector, task: id.task, discoverTimestamp: at }));
    },
    async forget(name) {
      await Promise.all([track(store.removeConnector(name)), track(store.removeTopics(name))]);
    },
    removeStrays() {
      for (const name of store.connectors()) {
        const entry = config().connectors.get(name);
        if (entry === undefined) {
          void track(store.removeConnector(name));
          void track(store.removeTopics(name));
          continue;
        }
        for (const task of store.tasks(name).keys()) {
          if (task >= entry.tasks.length) void track(store.removeTask({ connector: name, task }));
        }
      }
    },
    async flush() {
      await Promise.all(writing);
    },
  };
}

function isSame(a: Status, b: Status | null): boolean {
  return (
    b !== null &&
    a.state === b.state &&
    a.trace === b.trace &&
    a.version === b.version &&
    a.workerId === b.workerId &&
    a.generation === b.generation
  );
}

/** A worker that fails or gives up a task must not write over what the task's next owner has written. */
function isSafe({ state }: StateReport): boolean {
  return state === 'FAILED' || state === 'UNASSIGNED';
}

function runStatus({ state, workerId, version, trace }: Status): RunStatus {
  return { state, workerId, version, trace };
}

function taskStatus(id: number, status: Status): TaskStatus {
  return { id, ...runStatus(status) };
}

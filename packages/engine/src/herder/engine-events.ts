import type { Group } from '../group/group.ts';
import type { Clock } from '../model/clock.ts';
import type { ConfigStoreEvents } from '../store/config-store-events.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { SourceOffsets } from '../store/source-offsets.ts';
import type { TaskHostEvents } from '../worker/task-host.ts';
import type { Worker } from '../worker/worker.ts';
import type { ConfigReloads } from './config-reloads.ts';
import type { Lanes } from './lanes.ts';
import type { RestartRequests } from './restart-requests.ts';
import type { Revisions } from './revisions.ts';
import type { SessionKeyKeeper } from './session-key-keeper.ts';
import type { StatusBook } from './status-book.ts';
import type { TaskFencing } from './task-fencing.ts';

/** Whom news of the config topic and of task hosts is passed on to. All of it is there when the first news comes. */
export interface NewsReaders {
  readonly lanes: Lanes;
  readonly worker: Worker;
  readonly statuses: StatusBook;
  readonly restarts: RestartRequests;
  readonly revisions: Revisions;
  readonly reloads: ConfigReloads;
  readonly configStore: ConfigStore;
  readonly offsets: SourceOffsets;
  readonly fencing: TaskFencing;
  readonly sessionKeys: Pick<SessionKeyKeeper, 'changed'>;
  readonly group: Pick<Group, 'workChanged'>;
}

/** The herder's tick: what changed in the config topic is compared anew with what runs. */
export function configEvents(
  readers: () => NewsReaders,
  onLoggerLevel: (logger: string, level: string) => void,
): ConfigStoreEvents {
  const reconcile = (name: string): void => readers().lanes.of(name).reconcile();
  const shareAnew = (): void => readers().group.workChanged();
  return {
    connectorConfig(name) {
      readers().revisions.next(name);
      reconcile(name);
      shareAnew();
    },
    connectorRemoved(name) {
      readers().reloads.forget(name);
      readers().lanes.forget(name);
      shareAnew();
    },
    taskConfigs(name) {
      reconcile(name);
      shareAnew();
    },
    targetState(name) {
      reconcile(name);
      // One that was stopped and resumed before it was looked at still runs, but has lost its tasks.
      readers().lanes.of(name).deriveTasks();
    },
    restartRequest: (request) => readers().restarts.take(request),
    loggerLevel: onLoggerLevel,
    sessionKey: () => readers().sessionKeys.changed(),
  };
}

/** `trackTopics`: whether it is to be known which topics a connector uses. */
export function hostEvents(readers: () => NewsReaders, clock: Clock, trackTopics: boolean): TaskHostEvents {
  const isLive = (connector: string): boolean => {
    const { configStore, lanes } = readers();
    return configStore.snapshot().connectors.has(connector) && !lanes.isForgetting(connector);
  };
  return {
    connectorState: (name, state, trace, version) => readers().worker.connectorState(name, state, trace, version),
    taskState: (id, state, trace, version) => readers().worker.taskState(id, state, trace, version),
    reconfigurationRequested(name) {
      if (isLive(name)) readers().lanes.of(name).deriveTasks();
    },
    readOffsets: (...args) => readers().offsets.read(...args),
    commitOffsets: (...args) => readers().offsets.write(...args),
    encodeOffsets: (...args) => readers().offsets.encode(...args),
    offsetsWritten: (...args) => readers().offsets.written(...args),
    fenceOlderTasks: (connector) => readers().fencing.fenceOlderTasks(connector),
    confirmTask: (id) => readers().fencing.confirmTask(id),
    configResolved(connector, task, sources) {
      if (isLive(connector)) readers().reloads.resolved(connector, task, sources);
    },
    topicUsed(id, topic) {
      if (trackTopics && isLive(id.connector)) readers().statuses.topicUsed(id, topic, clock.now());
    },
  };
}

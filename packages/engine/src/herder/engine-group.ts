import type { Broker, ClientProperties } from '../broker/broker.ts';
import type { EngineOptions } from '../engine.ts';
import { createGroup } from '../group/create-group.ts';
import type { Group, GroupEvents } from '../group/group.ts';
import type { OwnLease } from '../model/lease.ts';
import { connectorOf, instanceItem, taskItem, taskOf } from '../group/work-item.ts';
import type { WorkItem } from '../group/work-item.ts';
import { delay } from '../model/clock.ts';
import type { Clock } from '../model/clock.ts';
import type { ConfigStore } from '../store/config-store.ts';
import { storageTopic } from '../store/storage-topic.ts';
import { workerClientProperties } from '../worker/worker-client-properties.ts';
import type { Worker } from '../worker/worker.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { Lanes } from './lanes.ts';

export interface EngineGroupOptions extends GroupEvents {
  readonly options: EngineOptions;
  readonly settings: EngineSettings;
  readonly broker: Broker;
  readonly lease: OwnLease;
  readonly store: ConfigStore;
  readonly lanes: () => Lanes;
  readonly worker: () => Worker;
  readonly clock: Clock;
}

const GROUP_LOGGER = 'millrace.group';
/** How long to wait before something that still runs is looked at again. Milliseconds. */
const LOOK_MS = 100;

/** Whether others can join this worker's group: its state is on a Kafka cluster. */
export function isShared({ stateBroker, broker }: EngineOptions): boolean {
  return (stateBroker ?? broker).kind === 'kafka';
}

/** The group whose work is what the config topic says, and that stops it by way of the lanes. */
export function createEngineGroup(given: EngineGroupOptions): Group {
  const { options, settings, store, lanes, worker, clock } = given;

  /** A connector that was deleted and made anew has to be forgotten before it is given to anybody. */
  function wanted(): ReadonlySet<WorkItem> {
    const items = new Set<WorkItem>();
    for (const [name, { tasks }] of store.snapshot().connectors) {
      if (lanes().isForgetting(name)) continue;
      items.add(instanceItem(name));
      for (const task of tasks.keys()) items.add(taskItem({ connector: name, task }));
    }
    return items;
  }

  function isRunning(item: WorkItem): boolean {
    const { connector, tasks } = worker().running(connectorOf(item));
    const task = taskOf(item);
    return task === null ? connector !== null : tasks.has(task);
  }

  async function stop(items: readonly WorkItem[]): Promise<void> {
    for (;;) {
      await Promise.all([...new Set(items.map(connectorOf))].map((name) => lanes().settle(name)));
      if (!items.some(isRunning)) return;
      await delay(clock, LOOK_MS);
    }
  }

  const configTopic = storageTopic('config', options.properties);
  return createGroup({
    isShared: isShared(options),
    broker: ownBroker(given.broker, workerClientProperties(options.properties)),
    groupId: settings.groupId,
    workerId: options.workerId,
    url: options.url,
    topic: { ...configTopic, name: `${configTopic.name}-millrace`, configs: { 'cleanup.policy': 'compact' } },
    delayMs: settings.rebalanceDelayMs - settings.takeoverMs,
    lease: given.lease,
    wanted,
    refreshWanted: () => store.refresh(),
    stop,
    clock,
    logger: options.loggers(GROUP_LOGGER),
    onGroup: given.onGroup,
    onWork: given.onWork,
  });
}

/** The broker for the group's own use: its producer connects as the worker does, like memberships and logs. */
function ownBroker(broker: Broker, own: ClientProperties): Pick<Broker, 'createMembership' | 'createLog' | 'createProducer'> {
  return {
    createMembership: (options) => broker.createMembership(options),
    createLog: (options) => broker.createLog(options),
    createProducer: (options) => broker.createProducer({ ...options, properties: { ...own, ...options.properties } }),
  };
}

import type { ClusterConfig, ConnectorEntry, SessionKey } from '../model/cluster-config.ts';
import type { ConfigMap, TargetState } from '../model/names.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigStoreEvents } from '../store/config-store-events.ts';
import type { ConfigStore } from '../store/config-store.ts';
import type { OffsetStore } from '../store/offset-store.ts';
import type { StatusStore } from '../store/status-store.ts';
import type { Status, TopicStatus } from '../store/status.ts';

/** What stores keep; it outlives the stores that are made over it, as a topic does. */
export interface MemoryTopics {
  connectors: Map<string, ConnectorEntry>;
  readonly targets: Map<string, TargetState>;
  sessionKey: SessionKey | null;
  readonly connectorStatuses: Map<string, Status>;
  readonly taskStatuses: Map<string, Map<number, Status>>;
  readonly usedTopics: Map<string, Map<string, TopicStatus>>;
  readonly offsets: Map<string, Map<string, string>>;
  /** Every status in the order of the writes, as `<name or task id> <state>`. */
  readonly history: string[];
}

export function createMemoryTopics(): MemoryTopics {
  return {
    connectors: new Map(),
    targets: new Map(),
    sessionKey: null,
    connectorStatuses: new Map(),
    taskStatuses: new Map(),
    usedTopics: new Map(),
    offsets: new Map(),
    history: [],
  };
}

export function createMemoryConfigStore(topics: MemoryTopics, events: ConfigStoreEvents): ConfigStore {
  const update = (name: string, change: (entry: ConnectorEntry) => ConnectorEntry): void => {
    const entry = topics.connectors.get(name);
    if (entry !== undefined) topics.connectors = new Map(topics.connectors).set(name, change(entry));
  };
  const entryOf = (name: string, config: ConfigMap): ConnectorEntry => ({
    config,
    targetState: topics.targets.get(name) ?? 'STARTED',
    tasks: [],
    inconsistent: false,
    appliedConfig: null,
    taskCountRecord: null,
    pendingFencing: false,
  });
  return {
    start: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
    snapshot: (): ClusterConfig => ({ connectors: topics.connectors, sessionKey: topics.sessionKey, offset: 0 }),
    async putConnectorConfig(name, config, targetState) {
      if (targetState !== null) topics.targets.set(name, targetState);
      const before = topics.connectors.get(name);
      const entry = before === undefined ? entryOf(name, config) : { ...before, config };
      topics.connectors = new Map(topics.connectors).set(name, entry);
      events.connectorConfig(name);
    },
    async removeConnector(name) {
      topics.connectors = new Map(topics.connectors);
      topics.connectors.delete(name);
      topics.targets.delete(name);
      events.connectorRemoved(name);
    },
    async putTaskConfigs(name, configs) {
      update(name, (entry) => ({ ...entry, tasks: configs, appliedConfig: entry.config, pendingFencing: true }));
      events.taskConfigs(name);
    },
    async putTargetState(name, targetState) {
      topics.targets.set(name, targetState);
      update(name, (entry) => ({ ...entry, targetState }));
      events.targetState(name);
    },
    async putRestartRequest(request) {
      events.restartRequest(request);
    },
    async putLoggerLevel(logger, level) {
      events.loggerLevel(logger, level);
    },
    async putSessionKey(key) {
      topics.sessionKey = key;
      events.sessionKey(key);
    },
    async putTaskCount(name, taskCountRecord) {
      update(name, (entry) => ({ ...entry, taskCountRecord, pendingFencing: false }));
    },
  };
}

export function createMemoryStatusStore(topics: MemoryTopics): StatusStore {
  const tasksOf = (name: string): Map<number, Status> => topics.taskStatuses.get(name) ?? new Map<number, Status>();
  return {
    start: () => Promise.resolve(),
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
    connector: (name) => topics.connectorStatuses.get(name) ?? null,
    task: ({ connector, task }) => tasksOf(connector).get(task) ?? null,
    tasks: tasksOf,
    connectors: () => [...topics.connectorStatuses.keys()],
    async putConnector(name, status) {
      topics.history.push(`${name} ${status.state}`);
      topics.connectorStatuses.set(name, status);
    },
    async putTask(id, status) {
      topics.history.push(`${taskIdText(id)} ${status.state}`);
      topics.taskStatuses.set(id.connector, tasksOf(id.connector).set(id.task, status));
    },
    async removeConnector(name) {
      topics.connectorStatuses.delete(name);
      topics.taskStatuses.delete(name);
    },
    async removeTask({ connector, task }) {
      tasksOf(connector).delete(task);
    },
    topics: (name) => [...(topics.usedTopics.get(name)?.values() ?? [])],
    async putTopic(status) {
      const used = topics.usedTopics.get(status.connector) ?? new Map<string, TopicStatus>();
      topics.usedTopics.set(status.connector, used.set(status.topic, status));
    },
    async removeTopic(connector, topic) {
      topics.usedTopics.get(connector)?.delete(topic);
    },
    async removeTopics(connector) {
      topics.usedTopics.delete(connector);
    },
  };
}

export function createMemoryOffsetStore(topics: MemoryTopics): OffsetStore {
  const offsetsOf = (connector: string): Map<string, string> => topics.offsets.get(connector) ?? new Map<string, string>();
  return {
    topic: 'connect-offsets',
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    encode: () => ({ keys: [], values: [] }),
    read: async (connector, partitions) => partitions.map((partition) => offsetsOf(connector).get(partition) ?? null),
    importOnce: async () => null,
    all: async (connector) => new Map(offsetsOf(connector)),
    async write(connector, offsets) {
      const all = offsetsOf(connector);
      for (const [partition, offset] of offsets) {
        if (offset === null) all.delete(partition);
        else all.set(partition, offset);
      }
      topics.offsets.set(connector, all);
    },
  };
}

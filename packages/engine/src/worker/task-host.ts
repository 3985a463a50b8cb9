import type { PluginManifest } from '@millrace/connector-api';
import type { BrokerConfig } from '../broker/broker.ts';
import type { HostSnapshot } from '../metrics/host-snapshot.ts';
import type { ConfigInfosData, ConfigKeyData } from '../model/config-infos.ts';
import type { ConfigMap, ConnectorType, State, SubmittedConfig, TaskId } from '../model/names.ts';
import type { OffsetRecords, OffsetText } from '../model/offset-texts.ts';

/*
 * Plugins run in a task host: connector instances, their validation and their tasks are reached only through the calls and
 * events below, whose arguments and results survive a structured clone. Records never cross: a host owns its producers, its
 * consumers and its handle on the store. What crosses is configuration, states, and source offsets.
 */

/** What a host is made with. */
export interface TaskHostOptions {
  readonly broker: BrokerConfig;
  readonly manifests: readonly PluginManifest[];
  /** The worker's own properties: default converters, flush interval, client prefixes. */
  readonly workerProperties: ConfigMap;
  readonly workerId: string;
  readonly workerGroupId: string;
  /** The worker's place in its group, as memory that `leaseIn` reads; left out where nobody else can take over. */
  readonly lease?: SharedArrayBuffer;
  /** What config providers put into the worker's own properties, by variable: it is never to be told. */
  readonly workerSecrets?: ReadonlyMap<string, string>;
  /** The same for all hosts of a worker, and secret: what the digests of {@link ConfigSources} are made with. */
  readonly digestKey?: string;
}

/** The calls into a host. Each may hang, because it runs a plugin: the caller sets a deadline. */
export interface TaskHost {
  /** The whole validation of a connector's configuration, framework keys included. Throws BadRequestError when it names no connector that is here. */
  validateConnector(request: ValidateRequest): Promise<ConfigInfosData>;
  /** The config definition of any plugin, a connector's with the framework's keys after its own. Throws UnknownPluginError. */
  pluginConfig(plugin: string, version: string | null): Promise<ConfigKeyData[]>;

  /** Starts a connector instance. Rejects when it could not be made; when its `start` throws, that is its state FAILED. */
  startConnector(request: StartConnectorRequest): Promise<void>;
  /** Pauses or resumes an instance that is there. */
  setConnectorState(name: string, target: 'STARTED' | 'PAUSED'): Promise<void>;
  taskConfigs(name: string, request: TaskConfigsRequest): Promise<ConfigMap[]>;
  /** Resolves when it has stopped; it need not be there. */
  stopConnector(name: string): Promise<void>;
  /**
   * Asks the connector's plugin whether these offsets may be set. Rejects with what the plugin threw. true: the plugin looked at
   * them and altered what it keeps elsewhere; false: it has no say. Writing the offsets that Connect keeps is the caller's.
   */
  alterConnectorOffsets(request: AlterConnectorOffsetsRequest): Promise<boolean>;
  /** A few settings of a connector, those that are to be told, with the values of config providers in the place of variables. */
  resolveSettings(name: string, settings: ConfigMap): Promise<ConfigMap>;

  /**
   * Resolves when the task is on its way; whatever goes wrong with it from there is its state FAILED. Rejects when a task of that
   * id is there already.
   */
  startTask(request: StartTaskRequest): Promise<void>;
  setTaskState(id: TaskId, target: 'STARTED' | 'PAUSED'): Promise<void>;
  /** The topics that a connector used were reset: its running tasks tell `topicUsed` anew, with their next record of each topic. */
  forgetTopics(connector: string): Promise<void>;
  /** Resolves when the task has stopped, with its offsets committed, or when `deadlineMs` is over and it was abandoned. */
  stopTask(id: TaskId, deadlineMs: number): Promise<void>;

  /** Numbers of the tasks and of what they run in, as they are now. It runs no plugin, but a thread that is busy may not answer. */
  metrics(): Promise<HostSnapshot>;

  /** Stops everything in it. */
  close(): Promise<void>;
}

/**
 * What a host tells, or asks of, the worker that owns it.
 *
 * States: RUNNING when it has started or goes on, PAUSED, FAILED with a trace (after the failed task has been cleaned up, or its
 * thread ended), RESTARTING when its thread has ended for something else's sake and it is being started on another one, and
 * UNASSIGNED when it has stopped because it was told to, which comes before that call resolves. After FAILED a task tells nothing
 * more; an abandoned one tells nothing at all. A connector that is stopped tells UNASSIGNED also when it is abandoned.
 */
export interface TaskHostEvents {
  connectorState(name: string, state: State, trace: string | null, version: string | null): void;
  taskState(id: TaskId, state: State, trace: string | null, version: string | null): void;
  /** The connector wants `taskConfigs` to be called again. */
  reconfigurationRequested(name: string): void;
  /**
   * Source offsets of a connector, in the order of the partitions, as JSON text (64-bit integers stay exact). `topic`, here and below:
   * where the connector keeps them; null: where the worker does.
   */
  readOffsets(connector: string, topic: string | null, partitions: readonly string[]): Promise<(string | null)[]>;
  /** Writes source offsets. Resolves when they are safe. */
  commitOffsets(connector: string, topic: string | null, offsets: readonly OffsetText[], ticket?: number): Promise<void>;
  /** Source offsets as records, for a task that writes them itself, in a transaction with what it read. */
  encodeOffsets(connector: string, topic: string | null, offsets: readonly OffsetText[]): Promise<OffsetRecords>;
  /** A task has written them itself. */
  offsetsWritten(connector: string, topic: string | null, offsets: readonly OffsetText[]): void;
  /** Resolves when tasks that an exactly-once source had before its present ones can write nothing any more. */
  fenceOlderTasks(connector: string): Promise<void>;
  /** Rejects if an exactly-once task, which may write from now on, is not to run here any more, or not as it was started. */
  confirmTask(id: TaskId): Promise<void>;
  /**
   * A connector (`task` null) or a task is about to start with values that config providers gave. Not told where its configuration has
   * none.
   */
  configResolved(connector: string, task: number | null, sources: ConfigSources): void;
  /** A record was written to, or read from, a topic for the first time since start or reset. */
  topicUsed(id: TaskId, topic: string): void;
}

/** What may be told of the values that config providers gave for a configuration. */
export interface ConfigSources {
  /** After how many milliseconds the connector is to be restarted, because values may be others then; null: never. */
  readonly reloadMs: number | null;
  /** A digest of each value, by its variable as it is written: equal for equal values. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface ValidateRequest {
  readonly config: SubmittedConfig;
}

export interface StartConnectorRequest {
  readonly name: string;
  readonly config: ConfigMap;
  readonly target: 'STARTED' | 'PAUSED';
}

export interface TaskConfigsRequest {
  readonly maxTasks: number;
  /** `tasks.max.enforce`: more task configs than `maxTasks` are an error (true) or a warning. */
  readonly enforce: boolean;
}

export interface StartTaskRequest {
  readonly id: TaskId;
  readonly connectorConfig: ConfigMap;
  readonly taskConfig: ConfigMap;
  readonly target: 'STARTED' | 'PAUSED';
  /** Of the worker's lease, that the task is begun under; left out where there is none. */
  readonly ticket?: number | undefined;
}

export interface AlterConnectorOffsetsRequest {
  readonly name: string;
  readonly config: ConfigMap;
  /** A null offset resets. The partitions of sinks are `{"kafka_topic":…,"kafka_partition":…}`. */
  readonly offsets: readonly OffsetText[];
}

export type { ConfigInfosData, ConfigKeyData, ConfigValueData, PluginInfo } from '../model/config-infos.ts';
export type { ConnectorType };

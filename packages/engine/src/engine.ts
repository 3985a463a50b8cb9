import type { PluginManifest } from '@millrace/connector-api';
import type { BrokerConfig } from './broker/broker.ts';
import type { MetricFamily } from './metrics/metric-family.ts';
import type { LoggerFactory } from './model/logger.ts';
import type { ConfigMap, ConnectorType, State, SubmittedConfig, TargetState, TaskId } from './model/names.ts';
import type { ConfigInfosData, ConfigKeyData, PluginInfo } from './worker/task-host.ts';

/** What an engine is made with. */
export interface EngineOptions {
  /** Where records are. */
  readonly broker: BrokerConfig;
  /** Where configurations, offsets and states are, if not where the records are. */
  readonly stateBroker?: BrokerConfig;
  /** A file of a standalone Java worker whose source offsets are taken over, once. */
  readonly offsetFile?: string;
  readonly manifests: readonly PluginManifest[];
  /** The worker's properties by their Kafka Connect names; the engine applies Kafka Connect's defaults. */
  readonly properties: ConfigMap;
  /** The values among them that config providers gave, by variable: they are kept out of whatever the engine tells. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** `host:port`: the worker id of statuses, and what other workers reach this one by. */
  readonly workerId: string;
  readonly url: string;
  readonly loggers: LoggerFactory;
  /** A record of the config topic sets a logger's level on every worker. */
  readonly onLoggerLevel: (logger: string, level: string) => void;
  /** Asks another worker of the group. Left out where there can be none. */
  readonly callWorker?: CallWorker;
}

/**
 * Sends a signed request to the REST API of another worker (KIP-507). Rejects with the error of `errors.ts` that its answer stands for,
 * with UnavailableError when there is none.
 */
export type CallWorker = (request: WorkerRequest) => Promise<void>;

export interface WorkerRequest {
  readonly method: 'POST' | 'PUT';
  /** Of the worker's REST API. */
  readonly workerUrl: string;
  /** Below that, percent-encoded, with a slash in front. */
  readonly path: string;
  /** JSON. null: none. */
  readonly body: Uint8Array | null;
  /** `X-Connect-Authorization`, base64. */
  readonly signature: string;
  /** `X-Connect-Request-Signature-Algorithm`. */
  readonly algorithm: string;
}

/**
 * Runs connectors. All reads answer from this worker's own copy of the state; all writes go through the leader's queue and
 * reject with a class of `errors.ts`: NotFoundError, AlreadyExistsError, BadRequestError, ConfigInvalidError, NotLeaderError, ….
 * After ElsewhereError, UnsettledError and NotReadyError nothing has been done, and the same may be asked again.
 */
export interface Engine {
  /** Reads the stores to their ends, joins the group and starts what is assigned. */
  start(): Promise<void>;
  /** Stops tasks, flushes and commits, within `task.shutdown.graceful.timeout.ms`; leaves the group. */
  stop(): Promise<void>;
  health(): EngineHealth;
  clusterId(): string;
  /**
   * Resolves when this worker's copies have all that was written before the call, by whomever; at once where nobody else writes. When
   * the broker does not answer in a moment, they are as they are.
   */
  catchUp(): Promise<void>;
  /** The same for those who only read: where many ask, copies that are 50 ms old at most will do. */
  keepUp(): Promise<void>;
  /** Who leads the group; null: nobody, as far as known. */
  leader(): LeaderPlace | null;
  /** The metrics of this worker and of what runs on it, as they are now; without those of what does not answer in time. */
  metrics(): Promise<MetricFamily[]>;

  connectors(): string[];
  connector(name: string): ConnectorInfo;
  connectorConfig(name: string): ConfigMap;
  connectorStatus(name: string): ConnectorStatus;
  taskStatus(id: TaskId): TaskStatus;
  tasks(name: string): TaskInfo[];
  /** Topics used since the last reset; empty for a connector that is not there. Throws ForbiddenError when tracking is off. */
  topics(name: string): string[];
  resetTopics(name: string): Promise<void>;

  createConnector(name: string, config: SubmittedConfig, initialState: TargetState | null): Promise<ConnectorInfo>;
  putConnectorConfig(name: string, config: SubmittedConfig): Promise<{ readonly created: boolean; readonly info: ConnectorInfo }>;
  /** A null value removes the key. */
  patchConnectorConfig(name: string, patch: SubmittedConfig): Promise<ConnectorInfo>;
  deleteConnector(name: string): Promise<void>;
  setTargetState(name: string, target: TargetState): Promise<void>;
  /**
   * Answers the status with what is going to restart as RESTARTING. With neither option set the connector's instance has been
   * restarted when it resolves; otherwise that follows, on whichever worker it runs.
   */
  restartConnector(name: string, options: RestartOptions): Promise<ConnectorStatus>;
  restartTask(id: TaskId): Promise<void>;

  /** Partition and offset as JSON values; integers beyond 2^53 as bigint. */
  offsets(name: string): Promise<ConnectorOffset[]>;
  alterOffsets(name: string, changes: readonly OffsetChange[]): Promise<string>;
  resetOffsets(name: string): Promise<string>;

  plugins(connectorsOnly: boolean): PluginInfo[];
  pluginConfig(plugin: string, version: string | null): Promise<ConfigKeyData[]>;
  validate(plugin: string, config: SubmittedConfig): Promise<ConfigInfosData>;

  /** Spreads a logger's level to every worker by the config topic. */
  setClusterLoggerLevel(logger: string, level: string): Promise<void>;

  /** KIP-507: the two internal operations. `signature` as the request's headers carry it. */
  putTaskConfigs(name: string, configs: readonly ConfigMap[], signature: RequestSignature): Promise<void>;
  fenceZombies(name: string, signature: RequestSignature): Promise<void>;
}

export interface LeaderPlace {
  /** Of its REST API. */
  readonly url: string;
  /** Whether it is this worker. */
  readonly isSelf: boolean;
}

export interface RequestSignature {
  readonly body: Uint8Array;
  /** `X-Connect-Authorization`, base64; null: not sent. */
  readonly signature: string | null;
  /** `X-Connect-Request-Signature-Algorithm`; null: not sent. */
  readonly algorithm: string | null;
}

export interface EngineHealth {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly message: string;
}

export interface ConnectorInfo {
  readonly name: string;
  readonly config: ConfigMap;
  readonly tasks: readonly TaskId[];
  /** null: the connector's class is not here. */
  readonly type: ConnectorType | null;
}

export interface RunStatus {
  readonly state: State;
  readonly workerId: string;
  readonly version: string | null;
  /** Only where it failed. */
  readonly trace: string | null;
}

export interface ConnectorStatus {
  readonly name: string;
  readonly connector: RunStatus;
  readonly tasks: readonly TaskStatus[];
  readonly type: ConnectorType | null;
}

export interface TaskStatus extends RunStatus {
  readonly id: number;
}

export interface TaskInfo {
  readonly id: TaskId;
  readonly config: ConfigMap;
}

export interface RestartOptions {
  readonly includeTasks: boolean;
  readonly onlyFailed: boolean;
}

export interface ConnectorOffset extends OffsetChange {
  readonly partition: Readonly<Record<string, unknown>>;
}

/** What somebody wants an offset to be. */
export interface OffsetChange {
  /** null, where it was left out, is refused, but only of a connector that could have its offsets changed. */
  readonly partition: Readonly<Record<string, unknown>> | null;
  /** null: to be removed. */
  readonly offset: Readonly<Record<string, unknown>> | null;
}

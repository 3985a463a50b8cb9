import type { ConfigMap, TargetState } from './names.ts';

/** What the config topic says about the cluster, as of one moment. Immutable: a later change makes a new one. */
export interface ClusterConfig {
  /** By name, in no particular order. */
  readonly connectors: ReadonlyMap<string, ConnectorEntry>;
  /** null: no leader has made one yet. */
  readonly sessionKey: SessionKey | null;
  /** The offset after the last record that is in here. */
  readonly offset: number;
}

/** A connector that has a configuration. */
export interface ConnectorEntry {
  readonly config: ConfigMap;
  readonly targetState: TargetState;
  /** Committed task configurations by task number; empty while `inconsistent`. */
  readonly tasks: readonly ConfigMap[];
  /** The log holds a commit whose task configurations are not all there (compaction): they have to be made again. */
  readonly inconsistent: boolean;
  /** The connector's configuration as it was when `tasks` were committed; null: never. */
  readonly appliedConfig: ConfigMap | null;
  /** How many tasks the last round of fencing was for (exactly-once sources); null: there was none. */
  readonly taskCountRecord: number | null;
  /** Task configurations were committed after the last round of fencing. */
  readonly pendingFencing: boolean;
}

/** KIP-507: what workers sign their internal requests with. */
export interface SessionKey {
  readonly key: Uint8Array;
  /** Java's name of the MAC, `HmacSHA256`. */
  readonly algorithm: string;
  /** Milliseconds since the epoch. */
  readonly creationTimestamp: number;
}

/** A request, spread by the config topic, to restart a connector. */
export interface RestartRequest {
  readonly connector: string;
  readonly includeTasks: boolean;
  readonly onlyFailed: boolean;
}

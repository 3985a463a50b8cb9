import type { RestartRequest, SessionKey } from '../model/cluster-config.ts';

/**
 * What the store tells of records that came after `start` had read the topic to its end, own ones included. Called once the
 * snapshot has the change. Must not throw, and must not wait for a write.
 */
export interface ConfigStoreEvents {
  connectorConfig(name: string): void;
  connectorRemoved(name: string): void;
  /** Task configurations were committed. */
  taskConfigs(name: string): void;
  /** The target state of a connector that is there became another one. */
  targetState(name: string): void;
  restartRequest(request: RestartRequest): void;
  loggerLevel(logger: string, level: string): void;
  sessionKey(key: SessionKey): void;
}

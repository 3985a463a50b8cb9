/** Runs connectors: what a worker's edge imports. */
export type * from './engine.ts';
export type { BrokerConfig, EmbeddedBrokerConfig } from './broker/broker.ts';
export {
  AlreadyExistsError,
  BadRequestError,
  ConflictError,
  DeadlineError,
  EngineError,
  FencedError,
  ForbiddenError,
  GroupNotEmptyError,
  InternalError,
  NotFoundError,
  NotLeaderError,
  StoreError,
  UnavailableError,
} from './model/errors.ts';
export type { LogFields, Logger, LoggerFactory } from './model/logger.ts';
export type { ConfigMap, ConnectorType, State, SubmittedConfig, TargetState, TaskId } from './model/names.ts';
export type { ConfigInfosData, ConfigKeyData, ConfigValueData, PluginInfo } from './worker/task-host.ts';

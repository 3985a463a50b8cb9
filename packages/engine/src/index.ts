/** Runs connectors: what a worker's edge imports. */
export { createEngine } from './create-engine.ts';
export type * from './engine.ts';
export type { BrokerConfig, EmbeddedBrokerConfig, KafkaBrokerConfig } from './broker/broker.ts';
export {
  AlreadyExistsError,
  BadRequestError,
  ConflictError,
  DeadlineError,
  ElsewhereError,
  EngineError,
  FencedError,
  ForbiddenError,
  GroupNotEmptyError,
  InternalError,
  NotAssignedError,
  NotFoundError,
  NotLeaderError,
  NotReadyError,
  StoreError,
  UnavailableError,
  UnsettledError,
} from './model/errors.ts';
export { resolveProperties } from './config-provider/resolve-properties.ts';
export { createSecretMask, type SecretMask } from './config-provider/secret-mask.ts';
export { leftOutMetrics, type LeftOutMetric } from './metrics/left-out-metrics.ts';
export { metricCatalog, type MetricSection } from './metrics/metric-catalog.ts';
export type { MetricDescription, MetricFamily, MetricSample, MetricType } from './metrics/metric-family.ts';
export type { LogFields, Logger, LoggerFactory } from './model/logger.ts';
export type { ConfigMap, ConnectorType, State, SubmittedConfig, TargetState, TaskId } from './model/names.ts';
export type { ConfigInfosData, ConfigKeyData, ConfigValueData, PluginInfo } from './worker/task-host.ts';
export { invalidConfigMessage } from './plugin/invalid-config-message.ts';
export { workerClientProperties } from './worker/worker-client-properties.ts';
export { pluginConfig } from './plugin/plugin-config.ts';
export { createPluginRegistry, type PluginRegistry } from './plugin/registry.ts';
export { validateConnector } from './plugin/connector-validation.ts';
export type { ValidatingWorker } from './plugin/validation-context.ts';

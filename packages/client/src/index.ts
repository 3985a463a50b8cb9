/**
 * SDK for any Kafka Connect REST API, Apache's included.
 *
 *     import { ConnectClient } from '@millrace/client';
 *     const client = new ConnectClient({ url: 'http://127.0.0.1:8083' });
 *     await client.connectors.create({ name: 'log', config: { 'connector.class': 'FileStreamSource', topic: 'log', file: '/var/log/x' } });
 *     console.log(await client.connectors.status('log'));
 *
 * A whole pipeline stands in `examples/file-pipeline.ts`.
 */
export {
  ApplyError,
  type ApplyAction,
  type ApplyOptions,
  type ApplyResult,
  type ApplyStep,
  type DesiredConnector,
} from './apply.ts';
export type { ChangeOffsetsOptions } from './change-offsets.ts';
export { configDifference, type SettingChange } from './config-difference.ts';
export { ConnectClient } from './connect-client.ts';
export { type ConnectPromise, type ConnectResponse } from './connect-promise.ts';
export type { Connectors, ExpandedConnectors, ListOptions, RestartAndWaitOptions, RestartOptions } from './connectors.ts';
export {
  AlreadyExistsError,
  BadRequestError,
  ConnectError,
  ConnectionError,
  ConnectorFailedError,
  ForbiddenError,
  InvalidConfigError,
  NotFoundError,
  RebalanceInProgressError,
  type RebalanceReason,
  RequestTimeoutError,
  ServerError,
  UnauthorizedError,
  WaitTimeoutError,
} from './errors.ts';
export { parseExactJson, writeExactJson } from './exact-json.ts';
export type { ErrorsByKey } from './invalid-config.ts';
export type { Loggers, SetLevelOptions } from './loggers.ts';
export type {
  Auth,
  CallOptions,
  ConnectClientOptions,
  Hooks,
  Logger,
  RequestInfo,
  ResponseInfo,
  RetryInfo,
  RetryOptions,
} from './options.ts';
export type { ListPluginsOptions, Plugins } from './plugins.ts';
export type { RawOperations } from './raw-operations.ts';
export { isInState, type WaitOptions } from './wait.ts';
export type * from '@millrace/contract';

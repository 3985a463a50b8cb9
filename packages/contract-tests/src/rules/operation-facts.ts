import { openApiDocument, operations, type OperationId } from '@millrace/contract';
import { asContractDocument, type ContractOperation } from '../contract-document.ts';
import { compareVersions, oldestLevel, readVersion, type KafkaVersion } from '../kafka-version.ts';
import type { RuleProfile } from '../rule.ts';

/** What the contract says of an operation as a whole. */
export interface OperationFacts {
  readonly operationId: OperationId;
  readonly method: Uppercase<(typeof operations)[OperationId]['method']>;
  /** With `{name}` and the like in it. */
  readonly path: string;
  /** The version that brought it, or the oldest that rules know. */
  readonly since: KafkaVersion;
  readonly source: string;
  readonly profile: RuleProfile;
  readonly operation: ContractOperation;
}

/** The thirteen operations on connectors and tasks that any Kafka Connect has. */
const core: ReadonlySet<OperationId> = new Set<OperationId>([
  'listConnectors',
  'createConnector',
  'getConnector',
  'deleteConnector',
  'getConnectorConfig',
  'putConnectorConfig',
  'getConnectorStatus',
  'pauseConnector',
  'resumeConnector',
  'restartConnector',
  'listTasks',
  'getTaskStatus',
  'restartTask',
]);

const document = asContractDocument(openApiDocument);

export function factsOf(operationId: OperationId): OperationFacts {
  const { method, path } = operations[operationId];
  const operation = document.paths[path]?.[method] as ContractOperation & { 'x-since'?: string; 'x-kip'?: readonly string[] };
  return {
    operationId,
    method: method.toUpperCase() as OperationFacts['method'],
    path,
    since: atLeastOldest(operation['x-since']),
    source: operation['x-kip']?.join(', ') ?? 'Kafka documentation, Kafka Connect, REST API',
    profile: core.has(operationId) ? 'core' : path.startsWith('/admin/') ? 'admin' : 'standard',
    operation,
  };
}

export function atLeastOldest(since: string | undefined): KafkaVersion {
  const version = since === undefined ? null : readVersion(since);
  return version === null || compareVersions(version, oldestLevel) < 0 ? oldestLevel : version;
}

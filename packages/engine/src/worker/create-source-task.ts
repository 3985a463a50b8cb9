import type { SourceConnectorPlugin } from '@millrace/connector-api';
import type { Broker, Producer } from '../broker/broker.ts';
import { taskIdText } from '../model/names.ts';
import { requireValidClient } from '../plugin/client-config/valid-client.ts';
import { sourceConfigOf } from '../plugin/connector-settings.ts';
import type { SourceSettings } from '../plugin/connector-settings.ts';
import { sourceRecordTexts } from '../task/error-reporter.ts';
import type { TaskRunner } from '../task/run-task.ts';
import { sourceLetters } from '../task/source-dead-letters.ts';
import { createOffsetReader } from '../task/source-offsets.ts';
import { createSourceTaskRunner } from '../task/source-task-runner.ts';
import type { TransactionBoundary, TransactionalOffsets } from '../task/transactional-delivery.ts';
import { createTopicCreator, noTopicCreator } from '../task/topic-creation.ts';
import type { TopicCreator } from '../task/topic-creation.ts';
import { storageTopic } from '../store/storage-topic.ts';
import { adminProperties, clientIdOf, exactlyOnceProducer, producerProperties } from './client-properties.ts';
import { deadLetterReporters } from './dead-letter-reporters.ts';
import type { Releases } from './releases.ts';
import { commonTaskOptions, taskTolerance } from './task-order.ts';
import type { HostedOffsets, TaskEnvironment, TaskOrder } from './task-order.ts';
import { transactionalIdOf } from './transactional-id.ts';

/** Makes a source task with its producer. Rejects for a configuration that is not valid. */
export async function createSourceTask(
  environment: TaskEnvironment,
  order: TaskOrder,
  plugin: SourceConnectorPlugin,
  releases: Releases,
): Promise<TaskRunner> {
  const { connectorConfig } = order.request;
  const settings = sourceConfigOf(connectorConfig, environment.settings.topicCreation);
  const common = await commonTaskOptions(environment, order, plugin, releases);
  const broker = await environment.broker();
  const exactly = environment.settings.exactlyOnce;
  const offsets = order.offsetsIn(settings.offsetsTopic);
  if (exactly) await order.fenceOlderTasks();
  const producer = await createTaskProducer(environment, order, broker, exactly);
  releases.add('producer', () => producer.close());
  // From here on an older instance of the task can write nothing; this one may be older itself by now.
  if (exactly) await order.confirm();
  const queue = settings.deadLetterQueue;
  const letterOf = sourceLetters(common.converters, queue?.topic ?? '');
  const deadLetters = await deadLetterReporters({ environment, order, releases, settings: queue, letterOf });
  return createSourceTaskRunner({
    ...common,
    task: plugin.createTask(),
    tolerance: taskTolerance(environment, order, settings, sourceRecordTexts, deadLetters),
    producer,
    topics: topicCreator(environment, order, broker, settings, releases),
    offsetReader: createOffsetReader(offsets),
    writeOffsets: (committed) => offsets.write(committed),
    mayRun: permission(environment, order),
    exactlyOnce: exactly
      ? { boundary: boundaryOf(environment, settings), offsets: transactional(environment, settings, offsets) }
      : null,
  });
}

async function createTaskProducer(
  environment: TaskEnvironment,
  { request: { id, connectorConfig, ticket }, logger }: TaskOrder,
  broker: Broker,
  exactly: boolean,
): Promise<Producer> {
  const { workerProperties, workerGroupId } = environment;
  const given = producerProperties(workerProperties, connectorConfig);
  const properties = exactly ? exactlyOnceProducer(given, logger) : given;
  requireValidClient('producer', properties);
  const clientId = clientIdOf(properties, `connector-producer-${taskIdText(id)}`);
  return broker.createProducer({
    clientId,
    properties,
    ticket,
    ...(exactly && { transactionalId: transactionalIdOf(workerGroupId, id) }),
  });
}

/** By the lease of the worker, of the stay in its group in which the task was given to it. */
function permission({ permit }: TaskEnvironment, { request }: TaskOrder): (() => boolean) | undefined {
  if (permit === undefined) return undefined;
  const ticket = request.ticket ?? permit.ticket();
  return () => permit.check(ticket) === 'granted';
}

function boundaryOf({ settings: { flushIntervalMs } }: TaskEnvironment, settings: SourceSettings): TransactionBoundary {
  const { transactionBoundary: kind, transactionBoundaryIntervalMs } = settings;
  return kind === 'interval' ? { kind, ms: transactionBoundaryIntervalMs ?? flushIntervalMs } : { kind };
}

function transactional(
  { workerProperties }: TaskEnvironment,
  { offsetsTopic }: SourceSettings,
  offsets: HostedOffsets,
): TransactionalOffsets {
  return {
    topic: offsetsTopic ?? storageTopic('offset', workerProperties).name,
    encode: (committable) => offsets.encode(committable),
    committed: (committable) => offsets.written(committable),
  };
}

function topicCreator(
  { workerProperties }: TaskEnvironment,
  { request: { id, connectorConfig } }: TaskOrder,
  broker: Broker,
  { topicCreation }: SourceSettings,
  releases: Releases,
): TopicCreator {
  if (topicCreation === null) return noTopicCreator;
  const properties = adminProperties(workerProperties, connectorConfig);
  requireValidClient('admin', properties);
  const admin = broker.createAdmin({ clientId: clientIdOf(properties, `connector-adminclient-${taskIdText(id)}`), properties });
  releases.add('admin', () => admin.close());
  return createTopicCreator(admin, topicCreation);
}

import type { SourceConnectorPlugin } from '@millrace/connector-api';
import type { Broker } from '../broker/broker.ts';
import { taskIdText } from '../model/names.ts';
import { requireValidClient } from '../plugin/client-config/valid-client.ts';
import { sourceConfigOf } from '../plugin/connector-settings.ts';
import type { SourceSettings } from '../plugin/connector-settings.ts';
import { sourceRecordTexts } from '../task/error-reporter.ts';
import type { TaskRunner } from '../task/run-task.ts';
import { sourceLetters } from '../task/source-dead-letters.ts';
import { createOffsetReader } from '../task/source-offsets.ts';
import { createSourceTaskRunner } from '../task/source-task-runner.ts';
import { createTopicCreator, noTopicCreator } from '../task/topic-creation.ts';
import type { TopicCreator } from '../task/topic-creation.ts';
import { adminProperties, clientIdOf, producerProperties } from './client-properties.ts';
import { deadLetterReporters } from './dead-letter-reporters.ts';
import type { Releases } from './releases.ts';
import { commonTaskOptions, taskTolerance } from './task-order.ts';
import type { TaskEnvironment, TaskOrder } from './task-order.ts';

/** Makes a source task with its producer. Rejects for a configuration that is not valid. */
export async function createSourceTask(
  environment: TaskEnvironment,
  order: TaskOrder,
  plugin: SourceConnectorPlugin,
  releases: Releases,
): Promise<TaskRunner> {
  const { id, connectorConfig } = order.request;
  const settings = sourceConfigOf(connectorConfig, environment.settings.topicCreation);
  const common = await commonTaskOptions(environment, order, plugin, releases);
  const broker = await environment.broker();
  const properties = producerProperties(environment.workerProperties, connectorConfig);
  requireValidClient('producer', properties);
  const producer = await broker.createProducer({
    clientId: clientIdOf(properties, `connector-producer-${taskIdText(id)}`),
    properties,
    ticket: order.request.ticket,
  });
  releases.add('producer', () => producer.close());
  const queue = settings.deadLetterQueue;
  const letterOf = sourceLetters(common.converters, queue?.topic ?? '');
  const deadLetters = await deadLetterReporters({ environment, order, releases, settings: queue, letterOf });
  return createSourceTaskRunner({
    ...common,
    task: plugin.createTask(),
    tolerance: taskTolerance(environment, order, settings, sourceRecordTexts, deadLetters),
    producer,
    topics: topicCreator(environment, order, broker, settings, releases),
    offsetReader: createOffsetReader(order.offsets),
    writeOffsets: (offsets) => order.offsets.write(offsets),
  });
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

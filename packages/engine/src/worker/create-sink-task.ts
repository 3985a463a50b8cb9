import { ConfigError, javaRegex } from '@millrace/connector-api';
import type { ConfigValue, SinkConnectorPlugin } from '@millrace/connector-api';
import type { Broker, OwnAdmin } from '../broker/broker.ts';
import { usingAdmin } from '../broker/using-admin.ts';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap } from '../model/names.ts';
import { requireValidClient } from '../plugin/client-config/valid-client.ts';
import { sinkConfigOf } from '../plugin/connector-settings.ts';
import type { SinkSettings } from '../plugin/connector-settings.ts';
import { checkSink } from '../plugin/sink-checks.ts';
import { createDeadLetterQueue } from '../task/dead-letter-queue.ts';
import { createErrantReporter } from '../task/errant-record-reporter.ts';
import { describeConsumed, watchReporter } from '../task/error-reporter.ts';
import type { ConsumedOrigin, ErrorReporter } from '../task/error-reporter.ts';
import type { TaskRunner } from '../task/run-task.ts';
import { createSinkTaskRunner } from '../task/sink-task-runner.ts';
import { adminProperties, clientIdOf, consumerProperties, producerProperties } from './client-properties.ts';
import type { Releases } from './releases.ts';
import type { StartTaskRequest } from './task-host.ts';
import { commonTaskOptions, taskTolerance } from './task-order.ts';
import type { TaskEnvironment, TaskOrder } from './task-order.ts';

/** `max.poll.records` of a task that takes texts, unless it is configured: what a call costs counts for more there. */
const POLLED_TEXTS = '2000';

/** Makes a sink task with its consumer and its dead letter queue. Rejects for a configuration that is not valid. */
export async function createSinkTask(
  environment: TaskEnvironment,
  order: TaskOrder,
  plugin: SinkConnectorPlugin,
  releases: Releases,
): Promise<TaskRunner> {
  const { id, connectorConfig } = order.request;
  const settings = sinkConfigOf(connectorConfig);
  requireValidSink(connectorConfig, environment.workerGroupId);
  const common = await commonTaskOptions(environment, order, plugin, releases);
  const deadLetters = await deadLetterReporters(environment, order, settings, releases);
  const tolerance = taskTolerance(environment, order, settings, describeConsumed, deadLetters);
  const hasReporter = settings.errantRecordReporter || settings.errors.tolerance === 'all';
  const task = plugin.createTask();
  const properties = {
    ...(task.putTexts !== undefined && { 'max.poll.records': POLLED_TEXTS }),
    ...consumerProperties(environment.workerProperties, connectorConfig),
  };
  requireValidClient('consumer', properties);
  const broker = await environment.broker();
  return createSinkTaskRunner({
    ...common,
    task,
    tolerance,
    errantReporter: hasReporter ? createErrantReporter(tolerance, common.converters) : null,
    createConsumer: (handler) =>
      broker.createConsumer({
        groupId: settings.consumerGroupId,
        clientId: clientIdOf(properties, `connector-consumer-${taskIdText(id)}`),
        topics: settings.topicsRegex === null ? settings.topics : javaRegex(settings.topicsRegex).wholeText,
        properties,
        handler,
      }),
  });
}

/** Throws the first thing that validation would say of the sink as a whole. */
function requireValidSink(config: ConfigMap, workerGroupId: string): void {
  const values = new Map<string, ConfigValue>();
  checkSink(config, values, workerGroupId);
  for (const { name, value, errorMessages } of values.values()) {
    if (errorMessages[0] !== undefined) throw ConfigError.invalidValue(name, value, errorMessages[0]);
  }
}

async function deadLetterReporters(
  environment: TaskEnvironment,
  { request, meter, logger }: TaskOrder,
  settings: SinkSettings,
  releases: Releases,
): Promise<ErrorReporter<ConsumedOrigin>[]> {
  const { deadLetterQueue } = settings;
  if (deadLetterQueue === null) return [];
  const broker = await environment.broker();
  const properties = producerProperties(environment.workerProperties, request.connectorConfig);
  requireValidClient('producer', properties);
  const clientId = clientIdOf(properties, `connector-dlq-producer-${taskIdText(request.id)}`);
  const producer = await broker.createProducer({ clientId, properties });
  releases.add('dead letter queue', () => producer.close());
  const { errors } = meter;
  const queue = { id: request.id, settings: deadLetterQueue, producer, logger };
  const reporter = await usingAdmin(deadLetterAdmin(environment, request, broker), (admin) =>
    createDeadLetterQueue({ ...queue, admin }),
  );
  return [
    watchReporter(
      reporter,
      () => (errors.deadLetterRequests += 1),
      () => (errors.deadLetterFailures += 1),
    ),
  ];
}

function deadLetterAdmin(
  { workerProperties }: TaskEnvironment,
  { id, connectorConfig }: StartTaskRequest,
  broker: Broker,
): OwnAdmin {
  const properties = adminProperties(workerProperties, connectorConfig);
  requireValidClient('admin', properties);
  return broker.createAdmin({ clientId: clientIdOf(properties, `connector-dlq-adminclient-${taskIdText(id)}`), properties });
}

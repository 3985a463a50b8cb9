import { ConfigError, javaRegex } from '@millrace/connector-api';
import type { ConfigValue, SinkConnectorPlugin } from '@millrace/connector-api';
import { taskIdText } from '../model/names.ts';
import type { ConfigMap } from '../model/names.ts';
import { requireValidClient } from '../plugin/client-config/valid-client.ts';
import { sinkConfigOf } from '../plugin/connector-settings.ts';
import { checkSink } from '../plugin/sink-checks.ts';
import { consumedLetter } from '../task/dead-letter-queue.ts';
import { createErrantReporter } from '../task/errant-record-reporter.ts';
import { consumedTexts } from '../task/error-reporter.ts';
import type { TaskRunner } from '../task/run-task.ts';
import { createSinkTaskRunner } from '../task/sink-task-runner.ts';
import { clientIdOf, consumerProperties } from './client-properties.ts';
import { deadLetterReporters } from './dead-letter-reporters.ts';
import type { Releases } from './releases.ts';
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
  const deadLetters = await deadLetterReporters({
    environment,
    order,
    releases,
    settings: settings.deadLetterQueue,
    letterOf: consumedLetter,
  });
  const tolerance = taskTolerance(environment, order, settings, consumedTexts, deadLetters);
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
    errantReporter: hasReporter ? createErrantReporter(tolerance, common.converters, plugin.taskClass) : null,
    createConsumer: (handler) =>
      broker.createConsumer({
        groupId: settings.consumerGroupId,
        clientId: clientIdOf(properties, `connector-consumer-${taskIdText(id)}`),
        topics: settings.topicsRegex === null ? settings.topics : javaRegex(settings.topicsRegex).wholeText,
        properties,
        // Each task runs once in the cluster, and its client id is its own unless somebody chose another.
        isOnlyOne: !Object.hasOwn(properties, 'client.id'),
        ticket: order.request.ticket,
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

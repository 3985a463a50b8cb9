import type { Broker, OwnAdmin } from '../broker/broker.ts';
import { usingAdmin } from '../broker/using-admin.ts';
import { taskIdText } from '../model/names.ts';
import { requireValidClient } from '../plugin/client-config/valid-client.ts';
import type { DeadLetterQueueSettings } from '../plugin/connector-settings.ts';
import { createDeadLetterQueue } from '../task/dead-letter-queue.ts';
import type { DeadLetterQueueOptions } from '../task/dead-letter-queue.ts';
import { watchReporter } from '../task/error-reporter.ts';
import type { ErrorReporter } from '../task/error-reporter.ts';
import { adminProperties, clientIdOf, producerProperties } from './client-properties.ts';
import type { Releases } from './releases.ts';
import type { StartTaskRequest } from './task-host.ts';
import type { TaskEnvironment, TaskOrder } from './task-order.ts';

export interface DeadLetterReportersOptions<Origin> {
  readonly environment: TaskEnvironment;
  readonly order: TaskOrder;
  readonly releases: Releases;
  /** null: the connector has no dead letter queue. */
  readonly settings: DeadLetterQueueSettings | null;
  readonly letterOf: DeadLetterQueueOptions<Origin>['letterOf'];
}

/** The dead letter queue of a task, if it has one, with a producer of its own. Rejects for a configuration that is not valid. */
export async function deadLetterReporters<Origin>(options: DeadLetterReportersOptions<Origin>): Promise<ErrorReporter<Origin>[]> {
  const { environment, settings, letterOf } = options;
  const { request, meter, logger } = options.order;
  if (settings === null) return [];
  const broker = await environment.broker();
  const properties = producerProperties(environment.workerProperties, request.connectorConfig);
  requireValidClient('producer', properties);
  const clientId = clientIdOf(properties, `connector-dlq-producer-${taskIdText(request.id)}`);
  const producer = await broker.createProducer({ clientId, properties, ticket: request.ticket });
  options.releases.add('dead letter queue', () => producer.close());
  const { errors } = meter;
  const queue = { id: request.id, settings, letterOf, producer, logger };
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

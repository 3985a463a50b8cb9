import { ConfigDef, Range, ValidString } from '@millrace/connector-api';
import type { AnyConfigDef, Properties } from '@millrace/connector-api';
import { defineDeadLetterQueue } from './dead-letter-queue-config.ts';
import { valueOf } from './prefixed.ts';

const TASKS = 'Tasks';
const RESTARTS = 'Restarts';

/**
 * The keys that Millrace adds to those of Kafka Connect, of every connector. They show in an answer only where the configuration
 * uses them, and then after all others, so that answers stay what Kafka Connect's are.
 */
export const OWN_CONFIG: AnyConfigDef = new ConfigDef()
  .define({
    name: 'tasks.isolation',
    type: 'STRING',
    default: 'shared',
    validator: ValidString.in('shared', 'dedicated'),
    importance: 'MEDIUM',
    documentation:
      'Where the tasks run: in the threads that the tasks of all connectors share, or in a thread for this connector alone (dedicated).',
    group: TASKS,
    orderInGroup: 1,
    width: 'SHORT',
    displayName: 'Task isolation',
  })
  .define({
    name: 'errors.restart.max.attempts',
    type: 'INT',
    default: 0,
    validator: Range.atLeast(-1),
    importance: 'MEDIUM',
    documentation:
      'How many times in a row the connector, or a task, that has failed is restarted without being asked to. 0: not at all; -1: without end. After a while of running well it counts anew.',
    group: RESTARTS,
    orderInGroup: 1,
    width: 'SHORT',
    displayName: 'Maximum Restarts After Failures',
  })
  .define({
    name: 'errors.restart.backoff.ms',
    type: 'LONG',
    default: 1000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation:
      'How many milliseconds pass from the failure to the first restart. The time doubles with each restart that follows.',
    group: RESTARTS,
    orderInGroup: 2,
    width: 'MEDIUM',
    displayName: 'Delay Before Restarts',
  })
  .define({
    name: 'errors.restart.backoff.max.ms',
    type: 'LONG',
    default: 60_000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'The longest time from a failure to a restart, in milliseconds. Times are varied at random by a fifth.',
    group: RESTARTS,
    orderInGroup: 3,
    width: 'MEDIUM',
    displayName: 'Maximum Delay Before Restarts',
  });

const SOURCE_CONFIG: AnyConfigDef = defineDeadLetterQueue(new ConfigDef());

/**
 * The keys of Kafka Connect's sinks that sources have here too: where a dead letter queue is named. Else they mean nothing for a source,
 * as in Kafka Connect.
 */
export function sourceOwnConfig(props: Properties): AnyConfigDef | null {
  return (valueOf(props, 'errors.deadletterqueue.topic.name') ?? '').trim() === '' ? null : SOURCE_CONFIG;
}

import type { AnyConfigDef } from '@millrace/connector-api';
import { ERROR_HANDLING } from './framework-config.ts';

/** Adds the keys of a dead letter queue (KIP-298) to the definition, and gives it back. */
export function defineDeadLetterQueue(def: AnyConfigDef): AnyConfigDef {
  def
    .define({
      name: 'errors.deadletterqueue.topic.name',
      type: 'STRING',
      default: '',
      importance: 'MEDIUM',
      documentation: 'The dead letter queue: the topic that takes the records that could not be processed. Empty: there is none.',
      group: ERROR_HANDLING,
      orderInGroup: 6,
      width: 'MEDIUM',
      displayName: 'Dead Letter Queue Topic Name',
    })
    .define({
      name: 'errors.deadletterqueue.topic.replication.factor',
      type: 'SHORT',
      default: 3,
      importance: 'MEDIUM',
      documentation: 'With how many replicas the dead letter queue is created if it is not there.',
      group: ERROR_HANDLING,
      orderInGroup: 7,
      width: 'MEDIUM',
      displayName: 'Dead Letter Queue Topic Replication Factor',
    })
    .define({
      name: 'errors.deadletterqueue.context.headers.enable',
      type: 'BOOLEAN',
      default: false,
      importance: 'MEDIUM',
      documentation:
        'Whether headers, named __connect.errors. and so on, say in the dead letter queue what happened to a record.',
      group: ERROR_HANDLING,
      orderInGroup: 8,
      width: 'MEDIUM',
      displayName: 'Enable Error Context Headers',
    });
  return def;
}

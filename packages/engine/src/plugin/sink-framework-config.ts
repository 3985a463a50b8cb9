import { ValidList } from '@millrace/connector-api';
import type { AnyConfigDef } from '@millrace/connector-api';
import { connectorConfigDef, ERROR_HANDLING } from './framework-config.ts';
import type { FrameworkContext } from './framework-config.ts';
import { regexValidator } from './framework-validators.ts';

/** The keys that every sink connector has. Java: `SinkConnectorConfig`. */
export function sinkConfigDef(context: FrameworkContext): AnyConfigDef {
  const def = connectorConfigDef(context);
  def
    .define({
      name: 'topics',
      type: 'LIST',
      default: [],
      validator: ValidList.anyNonDuplicateValues({ isEmptyAllowed: true, isNullAllowed: false }),
      importance: 'HIGH',
      documentation: 'The topics to read, separated by commas.',
      group: 'Common',
      orderInGroup: 4,
      width: 'LONG',
      displayName: 'Topics',
    })
    .define({
      name: 'topics.regex',
      type: 'STRING',
      default: '',
      validator: regexValidator,
      importance: 'HIGH',
      documentation: 'Instead of topics: a regular expression (as Java writes them) for the whole names of the topics to read.',
      group: 'Common',
      orderInGroup: 4,
      width: 'LONG',
      displayName: 'Topics regex',
    })
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

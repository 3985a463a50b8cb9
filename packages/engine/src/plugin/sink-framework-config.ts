import { ValidList } from '@millrace/connector-api';
import type { AnyConfigDef } from '@millrace/connector-api';
import { defineDeadLetterQueue } from './dead-letter-queue-config.ts';
import { connectorConfigDef } from './framework-config.ts';
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
    });
  return defineDeadLetterQueue(def);
}

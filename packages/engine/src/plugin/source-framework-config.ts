import { CaseInsensitiveValidString, LambdaValidator, NonEmptyString, Range } from '@millrace/connector-api';
import type { AnyConfigDef } from '@millrace/connector-api';
import { connectorConfigDef } from './framework-config.ts';
import type { FrameworkContext } from './framework-config.ts';
import { uniqueAliasesValidator } from './framework-validators.ts';
import { OFFSETS_TOPIC } from './offsets-topic.ts';

const EXACTLY_ONCE = 'Exactly Once Support';

const atLeastZero = Range.atLeast(0);
const atLeastZeroOrNone = LambdaValidator.with(
  (name, value, type) => {
    if (value !== null) atLeastZero.ensureValid(name, value, type);
  },
  () => String(atLeastZero),
);

/** The keys that every source connector has. Java: `SourceConnectorConfig`. */
export function sourceConfigDef(context: FrameworkContext): AnyConfigDef {
  const def = connectorConfigDef(context);
  def
    .define({
      name: 'topic.creation.groups',
      type: 'LIST',
      default: [],
      validator: uniqueAliasesValidator('unique topic creation groups'),
      importance: 'LOW',
      documentation: 'Names, chosen freely, of groups of topics that are created with settings of their own.',
      group: 'Topic Creation',
      orderInGroup: 1,
      width: 'LONG',
      displayName: 'Topic Creation Groups',
    })
    .define({
      name: 'exactly.once.support',
      type: 'STRING',
      default: 'requested',
      validator: CaseInsensitiveValidString.in('requested', 'required'),
      importance: 'MEDIUM',
      documentation:
        'With required the connector is only accepted if it says that it delivers exactly once with this configuration, and if the worker supports that. With requested nothing is checked.',
      group: EXACTLY_ONCE,
      orderInGroup: 2,
      width: 'SHORT',
      displayName: 'Exactly once support',
    })
    .define({
      name: 'transaction.boundary',
      type: 'STRING',
      default: 'poll',
      validator: CaseInsensitiveValidString.in('poll', 'interval', 'connector'),
      importance: 'MEDIUM',
      documentation:
        'When transactions are committed: after each batch that a task hands over (poll), at fixed times (interval), or when the connector says so (connector), if it can.',
      group: EXACTLY_ONCE,
      orderInGroup: 3,
      width: 'SHORT',
      displayName: 'Transaction Boundary',
    })
    .define({
      name: 'transaction.boundary.interval.ms',
      type: 'LONG',
      default: null,
      validator: atLeastZeroOrNone,
      importance: 'LOW',
      documentation:
        "The time between commits where transaction.boundary is interval; the worker's offset.flush.interval.ms if left out.",
      group: EXACTLY_ONCE,
      orderInGroup: 4,
      width: 'SHORT',
      displayName: 'Transaction boundary interval',
    })
    .define({
      name: OFFSETS_TOPIC,
      type: 'STRING',
      default: null,
      validator: new NonEmptyString(),
      importance: 'LOW',
      documentation:
        "A topic for the offsets of this connector alone, created if it is not there. The worker's own topic if left out.",
      group: 'offsets.topic',
      orderInGroup: 1,
      width: 'LONG',
      displayName: 'Offsets topic',
    });
  return def;
}

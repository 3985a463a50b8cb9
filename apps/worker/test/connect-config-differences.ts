import type { ConfigValueData } from '@millrace/engine';
import { configOf } from './connect-config-cases.ts';
import type { ConnectConfigCase } from './connect-config-cases.ts';
import { standIns } from './stand-in-plugins.ts';

/** Where answers to a recorded configuration differ from those of Apache Kafka Connect, and why. */
export interface Difference {
  readonly reason: string;
  applies(testCase: ConnectConfigCase): boolean;
  /** What a setting's value looks like where only some of it is to be compared. */
  readonly compared?: (value: ConfigValueData) => unknown;
}

/** The first rule that applies to a case counts. */
export const differences: readonly Difference[] = [
  {
    reason: 'The connectors of MirrorMaker are not there: such a configuration is refused as one of an unknown class.',
    applies: (testCase) => /Mirror/.test(configOf(testCase)['connector.class'] ?? ''),
  },
  {
    reason:
      'A transformation or predicate that is not there is stood in for by its recorded settings, without validators: what its validators say about its own settings is missing.',
    applies: (testCase) => testCase.kind !== 'run' && usesStandIn(testCase) && hasOwnErrors(testCase),
    compared: (value) => (isOwnSetting(value.name) ? { ...value, errors: [] } : value),
  },
  {
    reason:
      'A connector with a transformation or predicate that is not there is refused; it is not run with what stands in for it.',
    applies: (testCase) => testCase.kind === 'run' && usesStandIn(testCase),
  },
  {
    reason: 'The embedded store keeps a topic once and takes every replication factor.',
    applies: (testCase) =>
      testCase.kind === 'run' &&
      (testCase.run?.tasks ?? []).some(({ trace_messages: trace }) => /ReplicationFactor/.test(String(trace))),
  },
];

function usesStandIn(testCase: ConnectConfigCase): boolean {
  const named = Object.entries(configOf(testCase)).filter(([key]) => /^(?:transforms|predicates)\..*\.type$/.test(key));
  return named.some(([, name]) => standIns.some((standIn) => standIn.class === name || standIn.class.endsWith(`.${name}`)));
}

function hasOwnErrors(testCase: ConnectConfigCase): boolean {
  if (testCase.kind === 'create') return testCase.status === 400;
  return (testCase.kind === 'validate' ? (testCase.configs ?? []) : []).some(
    ({ name, errors }) => isOwnSetting(name) && errors.length > 0,
  );
}

function isOwnSetting(key: string): boolean {
  return /^(?:transforms|predicates)\./.test(key) && !/^\w+\.[^.]+\.(?:type|plugin\.version|negate|predicate)$/.test(key);
}

import { configOf } from './connect-config-cases.ts';
import type { ConnectConfigCase } from './connect-config-cases.ts';

/** Where answers to a recorded configuration differ from those of Apache Kafka Connect, and why. */
export interface Difference {
  readonly reason: string;
  applies(testCase: ConnectConfigCase): boolean;
}

/** The first rule that applies to a case counts. */
export const differences: readonly Difference[] = [
  {
    reason: 'The connectors of MirrorMaker are not there: such a configuration is refused as one of an unknown class.',
    applies: (testCase) => /Mirror/.test(configOf(testCase)['connector.class'] ?? ''),
  },
  {
    reason: 'The embedded store keeps a topic once and takes every replication factor.',
    applies: (testCase) =>
      testCase.kind === 'run' &&
      (testCase.run?.tasks ?? []).some(({ trace_messages: trace }) => /ReplicationFactor/.test(String(trace))),
  },
];

/** The JVM leaves out the text of an exception that it has thrown often. */
export function withoutJvmText(message: string | null): string | null {
  return message?.replaceAll('Cannot invoke "String.isEmpty()" because "this.pattern" is null', 'null') ?? null;
}

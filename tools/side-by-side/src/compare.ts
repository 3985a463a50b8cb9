import { isDeepStrictEqual } from 'node:util';
import type { Difference, KnownDifference } from './difference.ts';
import type { Side, Step } from './session.ts';

export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** How often each difference that is there on purpose was seen. */
  readonly known: ReadonlyMap<string, number>;
}

/** Compares what two sides have seen, step by step. */
export function compareSteps(
  java: { side: Side; steps: readonly Step[] },
  ours: { side: Side; steps: readonly Step[] },
  knownDifferences: readonly KnownDifference[],
): Comparison {
  const differences: Difference[] = [];
  const known = new Map<string, number>();
  const others = stepsByName(ours.steps);
  for (const [name, one] of stepsByName(java.steps)) {
    const other = others.get(name);
    const difference = {
      what: one.what,
      java: comparable(one.seen, java.side),
      ours: other === undefined ? NOT_DONE : comparable(other.seen, ours.side),
    };
    note(difference);
    others.delete(name);
  }
  for (const { what, seen } of others.values()) note({ what, java: NOT_DONE, ours: comparable(seen, ours.side) });
  return { compared: java.steps.length, differences, known };

  function note(difference: Difference): void {
    if (isDeepStrictEqual(difference.java, difference.ours)) return;
    const reason = knownDifferences.find(({ holds }) => holds(difference))?.reason;
    if (reason === undefined) differences.push(difference);
    else known.set(reason, (known.get(reason) ?? 0) + 1);
  }
}

/** What a side shows that did not get as far as the other one. */
const NOT_DONE = '<not done>';

/** Steps of one name are told apart by their number. */
function stepsByName(steps: readonly Step[]): Map<string, Step> {
  const seen = new Map<string, number>();
  return new Map(
    steps.map((step) => {
      const times = (seen.get(step.what) ?? 0) + 1;
      seen.set(step.what, times);
      return [`${step.what} #${times}`, step];
    }),
  );
}

/** The value without what belongs to one side alone: directories, addresses, times, the frames of a stack trace. */
function comparable(value: unknown, side: Side): unknown {
  if (typeof value === 'string') return withoutSide(value, side);
  if (Array.isArray(value)) return value.filter((item) => !isOfOneSide(item)).map((item) => comparable(item, side));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === 'last_modified' && typeof item === 'number') return [key, '<time>'];
      if (key === 'commit' || key === 'kafka_cluster_id') return [key, typeof item];
      if (key === 'documentation' && typeof item === 'string') return [key, item === '' ? '' : '<text>'];
      if (key === 'trace' && typeof item === 'string') return [key, withoutSide(withoutFrames(item), side)];
      return [key, comparable(item, side)];
    }),
  );
}

/** In a list of plugins: those that only one of the two brings along. */
function isOfOneSide(item: unknown): boolean {
  if (item === null || typeof item !== 'object' || !('class' in item && 'version' in item)) return false;
  return /^(?:io\.millrace|io\.confluent|org\.apache\.kafka\.connect\.(?:mirror|tools))\./.test(String(item.class));
}

function withoutSide(text: string, side: Side): string {
  return text
    .replaceAll(side.dir, '<dir>')
    .replaceAll(encodeURIComponent(side.dir), '<dir>')
    .replaceAll(new URL(side.url).host, '<host>')
    .replaceAll('4.3.1-millrace.0.1.0', '4.3.1');
}

/** Its first line, and the classes of Kafka's own exceptions below that: what the rest says is of the JVM and its libraries. */
function withoutFrames(trace: string): string {
  const [first = '', ...lines] = trace.split('\n');
  const causes = lines.flatMap((line) => /^Caused by: (org\.apache\.kafka\.[\w.$]+)/.exec(line)?.[1] ?? []);
  return [first.replace(/ com\.fasterxml\..*/, ''), ...causes].join(' < ');
}

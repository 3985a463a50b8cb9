import { readNumbered } from './numbered.ts';

export interface Account {
  /** How many numbers the source has made. */
  readonly made: number;
  /** How many of them have come out of the sink. */
  readonly arrived: number;
  readonly lostBySource: number;
  readonly lostBySink: number;
  /** Records of the topic that bring a number once more. */
  readonly repeatedBySource: number;
  /** Records of the topic that the sink wrote once more. */
  readonly repeatedBySink: number;
}

export interface Books {
  /** By task, the last number that is committed. */
  readonly committed: ReadonlyMap<number, number>;
  /** By task, the last number of which the source was told that it has arrived. */
  readonly acknowledged: ReadonlyMap<number, number>;
  /** The values in the topic. */
  readonly topic: readonly string[];
  /** The lines that the sink wrote. */
  readonly lines: readonly string[];
}

/** Compares what went in with what came out. Each task numbers its records from 0, and goes on after what is committed. */
export function account({ committed, acknowledged, topic, lines }: Books): Account {
  const written = count(lines);
  const inTopic = count(topic);
  const numbersInTopic = new Set(topic.map(nameOf));
  const numbersInFile = new Set([...inTopic.keys()].filter((value) => written.has(value)).map(nameOf));
  const last = new Map<number, number>();
  const raise = (task: number, number: number): void => void last.set(task, Math.max(last.get(task) ?? -1, number));
  for (const [task, number] of [...committed, ...acknowledged]) raise(task, number);
  for (const value of inTopic.keys()) {
    const { task, number } = readNumbered(value);
    raise(task, number);
  }
  let [made, arrived, lostBySource, lostBySink] = [0, 0, 0, 0];
  for (const [task, end] of last) {
    for (let number = 0; number <= end; number++) {
      const name = `${task}:${number}`;
      made++;
      if (numbersInFile.has(name)) arrived++;
      else if (numbersInTopic.has(name)) lostBySink++;
      else lostBySource++;
    }
  }
  let repeatedBySink = 0;
  for (const [value, times] of written) repeatedBySink += Math.max(0, times - (inTopic.get(value) ?? 0));
  return { made, arrived, lostBySource, lostBySink, repeatedBySource: topic.length - numbersInTopic.size, repeatedBySink };
}

function nameOf(value: string): string {
  const { task, number } = readNumbered(value);
  return `${task}:${number}`;
}

function count(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

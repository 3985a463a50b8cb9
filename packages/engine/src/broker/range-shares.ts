/** The partitions of a topic: how many, and the racks of the replicas of each, if they are known. */
export interface AssignorTopic {
  readonly partitions: number;
  readonly racks?: readonly (readonly string[])[];
}

/** The members that want a topic, in the order in which they are served, with their racks; null: none. */
export type Consumers = ReadonlyMap<string, string | null>;

/** How one topic is shared out, step by step. */
export class RangeShares {
  readonly topic: string;
  readonly consumers: Consumers;
  readonly partitions: number;
  /** Whether it makes a difference which rack a member is in. */
  readonly wantsRacks: boolean;
  readonly #racks: readonly (readonly string[])[];
  readonly #given: ReadonlyMap<string, number[]>;
  readonly #each: number;
  readonly #free: Set<number>;
  /** How many members may still get one more than the others. */
  #extra: number;

  constructor(topic: string, { partitions, racks = [] }: AssignorTopic, consumers: Consumers) {
    this.topic = topic;
    this.consumers = consumers;
    this.partitions = partitions;
    this.wantsRacks = differInRacks(consumers, partitions, racks);
    this.#racks = racks;
    this.#given = new Map(Array.from(consumers.keys(), (consumer) => [consumer, []]));
    this.#each = Math.floor(partitions / consumers.size);
    this.#extra = partitions % consumers.size;
    this.#free = new Set(Array.from({ length: partitions }, (_, partition) => partition));
  }

  /** Gives each consumer in turn as many of the free partitions that it may have as there is room for. */
  assign(may: (consumer: string, partition: number) => boolean): void {
    for (const consumer of this.consumers.keys()) {
      const fitting = [...this.#free].filter((partition) => may(consumer, partition));
      this.give(consumer, fitting.slice(0, this.room(consumer)));
    }
  }

  give(consumer: string, partitions: readonly number[]): void {
    const given = this.#given.get(consumer)!;
    if (partitions.length === 0) return;
    given.push(...partitions);
    if (given.length > this.#each) this.#extra--;
    for (const partition of partitions) this.#free.delete(partition);
  }

  /** How many more a consumer may get. */
  room(consumer: string): number {
    return Math.max(0, this.#each + (this.#extra > 0 ? 1 : 0) - this.#given.get(consumer)!.length);
  }

  /** A member without a rack is at home in all of them. */
  matches(consumer: string, partition: number): boolean {
    const rack = this.consumers.get(consumer) ?? null;
    return rack === null || (this.#racks[partition] ?? []).includes(rack);
  }

  /** In ascending order; none for who does not want the topic. */
  of(consumer: string): number[] {
    return (this.#given.get(consumer) ?? []).toSorted((a, b) => a - b);
  }
}

/** Not if no member is where a replica is, nor if every partition is in all racks that there are. */
function differInRacks(consumers: Consumers, partitions: number, racks: readonly (readonly string[])[]): boolean {
  const all = new Set(racks.flat());
  if (![...consumers.values()].some((rack) => rack !== null && all.has(rack))) return false;
  return Array.from({ length: partitions }, (_, partition) => new Set(racks[partition])).some((own) => own.size !== all.size);
}

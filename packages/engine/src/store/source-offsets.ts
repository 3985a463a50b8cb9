import type { Logger } from '../model/logger.ts';
import type { OffsetRecords, OffsetText } from '../model/offset-texts.ts';
import type { OffsetStore } from './offset-store.ts';

/**
 * The source offsets of all connectors: in the worker's topic, and in topics of connectors that have one of their own
 * (`offsets.storage.topic`, KIP-618). What is in a connector's own topic comes first; the worker's has a copy, so that a connector
 * goes on where it was when it has that topic no more (Java: ConnectorOffsetBackingStore). `topic` null: the worker's.
 */
export interface SourceOffsets {
  read(connector: string, topic: string | null, partitions: readonly string[]): Promise<(string | null)[]>;
  write(connector: string, topic: string | null, offsets: readonly OffsetText[], ticket?: number): Promise<void>;
  all(connector: string, topic: string | null): Promise<Map<string, string>>;
  /** The records that a task is to write itself, and the topic that they are for. */
  encode(connector: string, topic: string | null, offsets: readonly OffsetText[]): Promise<OffsetRecords>;
  /** A task has written them itself. */
  written(connector: string, topic: string | null, offsets: readonly OffsetText[]): void;
  /** Closes the topics of connectors. */
  close(): Promise<void>;
}

export interface SourceOffsetsOptions {
  readonly main: OffsetStore;
  /** A store in another topic; nothing is read before its `start`. */
  readonly create: (topic: string) => OffsetStore;
  readonly logger: Logger;
}

export function createSourceOffsets({ main, create, logger }: SourceOffsetsOptions): SourceOffsets {
  const opened = new Map<string, Promise<OffsetStore>>();

  async function open(topic: string): Promise<OffsetStore> {
    const store = create(topic);
    try {
      await store.start();
      return store;
    } catch (error) {
      opened.delete(topic);
      await store.close().catch(() => undefined);
      throw error;
    }
  }

  /** null: it has none. */
  function ownOf(topic: string | null): Promise<OffsetStore> | null {
    if (topic === null || topic === main.topic) return null;
    let store = opened.get(topic);
    if (store === undefined) opened.set(topic, (store = open(topic)));
    return store;
  }

  async function copy(connector: string, offsets: readonly OffsetText[], ticket?: number): Promise<void> {
    try {
      await main.write(connector, offsets, ticket);
    } catch (error) {
      logger.warn(`Offsets of connector ${connector} could not be copied to topic ${main.topic}`, { error });
    }
  }

  return {
    async read(connector, topic, partitions) {
      const [own, rest] = await Promise.all([
        ownOf(topic)?.then((store) => store.read(connector, partitions)),
        main.read(connector, partitions),
      ]);
      return rest.map((offset, at) => own?.[at] ?? offset);
    },
    async write(connector, topic, offsets, ticket) {
      const own = await ownOf(topic);
      if (own === null) return main.write(connector, offsets, ticket);
      // A removal from one of them only would bring back what the other has.
      const removals = offsets.filter(([, offset]) => offset === null);
      if (removals.length > 0) await main.write(connector, removals, ticket);
      await own.write(connector, offsets, ticket);
      const kept = offsets.filter(([, offset]) => offset !== null);
      if (kept.length > 0) await copy(connector, kept, ticket);
    },
    async all(connector, topic) {
      const own = await ownOf(topic);
      return new Map([...(await main.all(connector)), ...((await own?.all(connector)) ?? [])]);
    },
    async encode(connector, topic, offsets) {
      return ((await ownOf(topic)) ?? main).encode(connector, offsets);
    },
    written(connector, topic, offsets) {
      if (ownOf(topic) !== null) void copy(connector, offsets);
    },
    async close() {
      await Promise.allSettled(Array.from(opened.values(), async (store) => (await store).close()));
    },
  };
}

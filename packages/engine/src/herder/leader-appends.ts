import type { Broker, Log, Producer } from '../broker/broker.ts';
import type { Group } from '../group/group.ts';
import { FencedError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';

/**
 * Appends what only the leader of a group may write, in transactions under an id that the leaders of the group share, Java's among them:
 * whoever leads later fences the ones before (KIP-618).
 */
export interface LeaderAppends {
  /** All or none. Rejects with NotLeaderError where another worker leads. */
  append(topic: string, records: Parameters<Log['append']>[0]): Promise<void>;
  close(): Promise<void>;
}

export interface LeaderAppendsOptions {
  readonly broker: Pick<Broker, 'createProducer'>;
  readonly groupId: string;
  readonly group: () => Pick<Group, 'confirmLeader' | 'generation'>;
  readonly logger: Logger;
}

/** How often a leader that was fenced, and leads all the same, takes over again. */
const TRIES = 3;

export function createLeaderAppends({ broker, groupId, group, logger }: LeaderAppendsOptions): LeaderAppends {
  const transactionalId = `connect-cluster-${groupId}`;
  let held: { readonly producer: Producer; readonly generation: number } | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function take(): Promise<Producer> {
    const generation = group().generation();
    if (held?.generation === generation) return held.producer;
    await drop();
    // Only a leader takes over. It may be none any more when it has: that is asked again before it writes.
    await group().confirmLeader();
    const producer = await broker.createProducer({ clientId: `${transactionalId}-leader`, properties: {}, transactionalId });
    held = { producer, generation };
    return producer;
  }

  async function drop(): Promise<void> {
    const dropped = held;
    held = null;
    await dropped?.producer.close().catch((error: unknown) => logger.debug('A producer could not be closed in order', { error }));
  }

  async function append(topic: string, records: Parameters<Log['append']>[0]): Promise<void> {
    const keys = records.map(({ key }) => key);
    const values = records.map(({ value }) => value);
    for (let tries = 1; ; tries++) {
      try {
        const producer = await take();
        await group().confirmLeader();
        await producer.transaction({ batches: [{ topic, partition: 0, keys, values, timestamps: null, headers: null }] });
        return;
      } catch (error) {
        await drop();
        if (!(error instanceof FencedError) || tries === TRIES) throw error;
      }
    }
  }

  return {
    append(topic, records) {
      const appended = last.then(() => append(topic, records));
      last = appended.catch(() => undefined);
      return appended;
    },
    async close() {
      await last;
      await drop();
    },
  };
}

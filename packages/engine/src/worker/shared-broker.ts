import type { Broker } from '../broker/broker.ts';

/** The one broker of a host's thread, opened when it is first needed. */
export interface SharedBroker {
  /** Rejects with what the opening threw; the next call tries again. */
  readonly open: () => Promise<Broker>;
  readonly close: () => Promise<void>;
}

export function createSharedBroker(openBroker: () => Promise<Broker>): SharedBroker {
  let opened: Promise<Broker> | null = null;

  async function open(): Promise<Broker> {
    opened ??= openBroker();
    try {
      return await opened;
    } catch (error) {
      opened = null;
      throw error;
    }
  }

  return {
    open,
    async close() {
      if (opened !== null) await (await opened).close();
    },
  };
}

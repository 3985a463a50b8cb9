import type { Broker, LogRecord } from '../broker/broker.ts';
import { createStoreFixture } from '../broker/embedded/store-fixture.case.ts';
import type { Logger, LoggerFactory } from '../model/logger.ts';

/** A store's surroundings: a broker in a directory of its own, and what was logged. */
export interface StoreTest {
  broker: Broker;
  readonly loggers: LoggerFactory;
  /** `error <message>`, `warn <message>`. */
  readonly logged: string[];
  /** Closes the broker and opens the same data directory again. */
  restart(): Promise<void>;
  /** Appends records as another worker, or Java Connect, might have written them. */
  inject(topic: string, partitions: number, ...records: (readonly [key: string, value: string | null])[]): Promise<void>;
  /** The records of a topic: `key = value`, sorted by partition and offset. */
  dump(topic: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function createStoreTest(): Promise<StoreTest> {
  const fixture = await createStoreFixture();
  const logged: string[] = [];
  const quiet = (): void => undefined;
  const logger: Logger = {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: (message) => void logged.push(`warn ${message}`),
    error: (message) => void logged.push(`error ${message}`),
  };
  const openLog = async (topic: string, partitions: number, onRecord: (record: LogRecord) => void) => {
    const log = test.broker.createLog({ topic: { name: topic, partitions, configs: {} }, properties: {}, onRecord });
    await log.start();
    return log;
  };
  const test: StoreTest = {
    broker: await fixture.open(),
    loggers: () => logger,
    logged,
    async restart() {
      await fixture.closeBrokers();
      test.broker = await fixture.open();
    },
    async inject(topic, partitions, ...records) {
      const log = await openLog(topic, partitions, quiet);
      await log.append(
        records.map(([key, value]) => ({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) })),
      );
      await log.close();
    },
    async dump(topic) {
      const seen: string[] = [];
      const log = await openLog(topic, 1, ({ key, value }) => seen.push(`${String(key)} = ${String(value)}`));
      await log.close();
      return seen;
    },
    close: () => fixture.close(),
  };
  return test;
}

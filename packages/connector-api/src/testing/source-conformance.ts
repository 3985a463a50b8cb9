import type { Properties } from '../config-def.ts';
import type { SourceRecord } from '../record.ts';
import type { SourceConnectorPlugin } from '../source.ts';
import { configCases, requireThat } from './conformance-case.ts';
import type { BadConfig, ConformanceCase } from './conformance-case.ts';
import { DEFAULT_TIMEOUT_MS } from './harness-options.ts';
import { createSourceHarness } from './source-harness.ts';
import type { SourceHarness } from './source-harness.ts';
import { offsetText } from './stored-offset.ts';

/** A source, and how to come by something that it can read. */
export interface SourceConformance {
  readonly plugin: SourceConnectorPlugin;
  /** Called for each case: a configuration that works, with something of its own to read, and how to clean up afterwards. */
  prepare(): PreparedSource | Promise<PreparedSource>;
  /** Configurations that are to be refused, beside those that lack a required setting. */
  readonly badConfigs?: readonly BadConfig[];
  /** How many records there are to read at least; 6 if absent. 0: it has none to give. */
  readonly records?: number;
  /** Whether it keeps offsets; true if absent. Without them nothing is asked about a restart. */
  readonly keepsOffsets?: boolean;
  /** How long any call may take, above all a stop. Milliseconds; 5000 if absent. */
  readonly timeoutMs?: number;
}

export interface PreparedSource {
  readonly config: Properties;
  readonly cleanUp?: () => void | Promise<void>;
}

/** What a worker expects of a source connector, as cases for a test runner. */
export function testSourceConnector(options: SourceConformance): ConformanceCase[] {
  const { plugin, badConfigs = [], records: count = 6, keepsOffsets = true, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const half = Math.floor(count / 2);

  async function prepared(run: (config: Properties) => Promise<void>): Promise<void> {
    const { config, cleanUp } = await options.prepare();
    try {
      await run(Object.freeze({ ...config }));
    } finally {
      await cleanUp?.();
    }
  }

  /** A case with a harness, which is stopped however it ends. */
  function harnessed(
    name: string,
    run: (source: SourceHarness, config: Properties) => Promise<void>,
    tasksMax = 1,
  ): ConformanceCase {
    return {
      name,
      run: () =>
        prepared(async (config) => {
          const source = createSourceHarness(plugin, { config, tasksMax, timeoutMs });
          try {
            await run(source, config);
          } finally {
            await source.crash();
          }
        }),
    };
  }

  const always = [
    harnessed('starts, and stops before anything was asked of it', async (source) => {
      await source.start();
      await source.stop();
    }),
    harnessed('gives no more tasks than it may have, each with a configuration of texts', (source) => source.start(), 4),
    harnessed('stops in time while a poll waits', async (source) => {
      await source.start();
      if (source.tasks().length === 0) return;
      const pending = source.poll().catch(() => undefined);
      await source.stop();
      await pending;
    }),
    harnessed('starts again after it was stopped', async (source) => {
      for (let round = 0; round < 2; round += 1) {
        await source.start();
        await source.stop();
      }
    }),
    harnessed('does not fail by itself', async (source) => {
      await source.start();
      if (source.tasks().length > 0) await source.poll();
      requireThat(source.failure() === null, `The connector failed: ${String(source.failure())}`);
    }),
  ];

  const withRecords = [
    harnessed('gives records that can be sent', async (source) => {
      await source.start();
      await source.take(count);
    }),
    harnessed('takes it that records are committed', async (source) => {
      await source.start();
      await source.take(half);
      await source.commit();
      await source.take(count - half);
      await source.commit();
    }),
  ];

  const withOffsets = [
    harnessed('names the place of each record, no two the same', async (source) => {
      await source.start();
      const places = (await source.take(count)).map(placeOf);
      requireThat(new Set(places).size === places.length, `Several records have the same place: ${places.join(', ')}`);
    }),
    harnessed('keeps offsets when records are committed', async (source) => {
      await source.start();
      const records = await source.take(count);
      requireThat(source.offsets().length === 0, 'Offsets were kept before records were committed');
      await source.commit();
      const kept = source.offsets().map(({ partition, offset }) => `${offsetText('', partition)} ${offsetText('', offset)}`);
      requireThat(kept.includes(placeOf(records.at(-1)!)), 'The place of the last record was not kept');
    }),
    harnessed('goes on after a stop with the next record: nothing lost, nothing twice', async (source, config) => {
      const expected = await uninterrupted(config);
      await source.start();
      const before = await source.take(half);
      await source.stop();
      await source.start();
      const after = await source.take(count - half);
      requireSame([...before, ...after].map(placeOf), expected, 'after a stop and a start');
    }),
    harnessed('reads again after a crash what was not committed', async (source, config) => {
      const expected = await uninterrupted(config);
      await source.start();
      const before = await source.take(half);
      await source.commit();
      await source.take(count - half);
      await source.crash();
      await source.start();
      const after = await source.take(count - half);
      requireSame([...before, ...after].map(placeOf), expected, 'after a crash');
    }),
    harnessed('begins anew when nothing was committed', async (source) => {
      await source.start();
      const [first] = await source.take(1);
      await source.crash();
      await source.start();
      const [again] = await source.take(1);
      requireSame([placeOf(again!)], [placeOf(first!)], 'after a crash before the first commit');
    }),
    harnessed('lets its own offsets be set, and removed', async (source) => {
      await source.start();
      await source.take(count);
      await source.stop();
      const kept = source.offsets();
      for (const { partition, offset } of kept) await source.alterOffset(partition, offset);
      for (const { partition } of kept) await source.alterOffset(partition, null);
      await source.start();
      await source.take(1);
    }),
    harnessed('gives nothing while its offsets cannot be read, and goes on when they can', async (source) => {
      source.failOffsetReads(new Error('offsets cannot be read'));
      const given = await firstPoll(source).catch(() => 0);
      requireThat(given === 0, 'Records came although offsets cannot be read: the source begins anew, or does not look at them');
      await source.crash();
      source.failOffsetReads(null);
      await source.start();
      await source.take(1);
    }),
  ];

  /** The places of the first records, as they come without an interruption and without a commit. */
  async function uninterrupted(config: Properties): Promise<string[]> {
    const source = createSourceHarness(plugin, { config, timeoutMs });
    try {
      await source.start();
      return (await source.take(count)).map(placeOf);
    } finally {
      await source.crash();
    }
  }

  return [
    ...configCases({ plugin, badConfigs, timeoutMs, prepared }),
    ...always,
    ...(count > 0 ? withRecords : []),
    ...(count > 0 && keepsOffsets ? withOffsets : []),
  ];
}

/** How many records come first. */
async function firstPoll(source: SourceHarness): Promise<number> {
  await source.start();
  return (await source.poll()).length;
}

function placeOf({ sourcePartition, sourceOffset }: SourceRecord): string {
  requireThat(
    sourcePartition !== null && sourceOffset !== null,
    'A record has no source partition and offset: it will not be known where to go on. If that is meant, set keepsOffsets to false',
  );
  return `${offsetText('A source partition', sourcePartition)} ${offsetText('A source offset', sourceOffset)}`;
}

function requireSame(found: readonly string[], expected: readonly string[], when: string): void {
  const lost = expected.filter((place) => !found.includes(place));
  const isSame = found.length === expected.length && found.every((place, at) => place === expected[at]);
  const what = lost.length > 0 ? `lost: ${lost.join(', ')}` : `came as ${found.join(', ')} instead of ${expected.join(', ')}`;
  requireThat(isSame, `Records ${when} ${what}`);
}

import type { Properties } from '../config-def.ts';
import type { SinkConnectorPlugin } from '../sink.ts';
import { configCases, requireThat } from './conformance-case.ts';
import type { BadConfig, ConformanceCase } from './conformance-case.ts';
import { DEFAULT_TIMEOUT_MS } from './harness-options.ts';
import { createSinkHarness } from './sink-harness.ts';
import type { SinkHarness } from './sink-harness.ts';
import type { TopicRecord } from './topic-log.ts';

/** A sink, and how to look at what it wrote. */
export interface SinkConformance {
  readonly plugin: SinkConnectorPlugin;
  /** Called for each case: a configuration that works, with a place of its own to write to, and how to clean up afterwards. */
  prepare(): PreparedSink | Promise<PreparedSink>;
  /** Configurations that are to be refused, beside those that lack a required setting. */
  readonly badConfigs?: readonly BadConfig[];
  /** The n-th of the records that are written, without its topic; a text without a schema if absent. */
  readonly record?: (n: number) => Omit<TopicRecord, 'topic' | 'partition'>;
  /** How long any call may take, above all a stop. Milliseconds; 5000 if absent. */
  readonly timeoutMs?: number;
}

export interface PreparedSink {
  readonly config: Properties;
  /**
   * What has arrived where the sink writes to: a text for each record, by which the record's value can be told (it has to contain
   * `record <n>`, as the values of {@link SinkConformance.record} do if that is absent). null if that cannot be looked at: then nothing is
   * asked about losses.
   */
  readonly written: (() => readonly string[] | Promise<readonly string[]>) | null;
  readonly cleanUp?: () => void | Promise<void>;
}

const COUNT = 8;
const [A, B] = [
  { topic: 'conformance', partition: 0 },
  { topic: 'conformance', partition: 1 },
];

/** What a worker expects of a sink connector, as cases for a test runner. */
export function testSinkConnector(options: SinkConformance): ConformanceCase[] {
  const { plugin, badConfigs = [], timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const valueOf = options.record ?? ((n: number) => ({ value: `record ${n}` }));

  const recordsOf = (first: number, count: number): TopicRecord[] =>
    Array.from({ length: count }, (_, at) => ({ ...((first + at) % 2 === 0 ? A : B), ...valueOf(first + at) }));

  async function prepared(run: (config: Properties, written: PreparedSink['written']) => Promise<void>): Promise<void> {
    const { config, written, cleanUp } = await options.prepare();
    try {
      await run(Object.freeze({ topics: A.topic, ...config }), written);
    } finally {
      await cleanUp?.();
    }
  }

  /** A case with a harness, which is stopped however it ends. `expectWritten` looks whether these records have arrived. */
  function harnessed(
    name: string,
    run: (sink: SinkHarness, expectWritten: (numbers: readonly number[]) => Promise<void>) => Promise<void>,
    tasksMax = 1,
  ): ConformanceCase {
    return {
      name,
      run: () =>
        prepared(async (config, written) => {
          const sink = createSinkHarness(plugin, { config, tasksMax, timeoutMs });
          try {
            await run(sink, async (numbers) => requireWritten((await written?.()) ?? null, numbers));
          } finally {
            await sink.crash();
          }
        }),
    };
  }

  return [
    ...configCases({ plugin, badConfigs, timeoutMs, prepared }),
    harnessed('starts, and stops before anything came', async (sink) => {
      await sink.start();
      await sink.stop();
    }),
    harnessed('gives no more tasks than it may have, each with a configuration of texts', (sink) => sink.start(), 4),
    harnessed('starts again after it was stopped', async (sink) => {
      for (let round = 0; round < 2; round += 1) {
        await sink.start();
        await sink.stop();
      }
    }),
    harnessed('takes a put without records', async (sink) => {
      await sink.start();
      await sink.putNothing();
      await sink.produce(...recordsOf(0, 1));
      await sink.putNothing();
    }),
    harnessed('has written all that is committed', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.commit();
      await expectWritten(committedNumbers(sink));
    }),
    harnessed('has written everything when it was stopped', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.stop();
      await expectWritten(committedNumbers(sink));
    }),
    harnessed('goes on after a stop: nothing lost', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.stop();
      await sink.start();
      await sink.produce(...recordsOf(COUNT, COUNT));
      await sink.deliver();
      await sink.stop();
      const { length } = committedNumbers(sink);
      requireThat(length === 2 * COUNT, `Of ${2 * COUNT} records only ${length} were committed at the end`);
      await expectWritten(upTo(2 * COUNT));
    }),
    harnessed('goes on after a crash: nothing lost', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.crash();
      await sink.start();
      await sink.produce(...recordsOf(COUNT, COUNT));
      await sink.deliver();
      await sink.stop();
      await expectWritten(upTo(2 * COUNT));
    }),
    harnessed(
      'loses nothing when partitions move between its tasks',
      async (sink, expectWritten) => {
        await sink.start();
        await sink.produce(...recordsOf(0, COUNT));
        await sink.deliver();
        const before = sink.assignment();
        if (before.length > 1) await sink.rebalance([[A, B], ...before.slice(1).map(() => [])]);
        await sink.produce(...recordsOf(COUNT, COUNT));
        await sink.deliver();
        if (before.length > 1) await sink.rebalance([[], [A], [B]]);
        else await sink.rebalance([[A, B]]);
        await sink.produce(...recordsOf(2 * COUNT, COUNT));
        await sink.deliver();
        await sink.stop();
        await expectWritten(upTo(3 * COUNT));
      },
      3,
    ),
    harnessed('loses nothing when all partitions are taken away for a while', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.rebalance(sink.assignment().map(() => []));
      await sink.putNothing();
      await sink.rebalance([[A, B]]);
      await sink.produce(...recordsOf(COUNT, COUNT));
      await sink.deliver();
      await sink.stop();
      await expectWritten(upTo(2 * COUNT));
    }),
    harnessed('lets its offsets be set, and removed', async (sink, expectWritten) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      await sink.stop();
      await sink.alterOffset(A, 1);
      await sink.alterOffset(B, null);
      await sink.start();
      await sink.deliver();
      await sink.stop();
      await expectWritten(upTo(COUNT));
    }),
    harnessed('does not fail by itself', async (sink) => {
      await sink.start();
      await sink.produce(...recordsOf(0, COUNT));
      await sink.deliver();
      requireThat(sink.failure() === null, `The connector failed: ${String(sink.failure())}`);
    }),
  ];
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** The numbers of the records that are committed: they were produced in turn into the two partitions. */
function committedNumbers(sink: SinkHarness): number[] {
  return sink.committed().flatMap(({ partition, offset }) => upTo(offset).map((at) => 2 * at + partition));
}

function requireWritten(written: readonly string[] | null, numbers: readonly number[]): void {
  if (written === null) return;
  const lost = numbers.filter((n) => !written.some((text) => new RegExp(`record ${n}(?!\\d)`).test(text)));
  requireThat(lost.length === 0, `Not written although committed: ${lost.map((n) => `record ${n}`).join(', ')}`);
}

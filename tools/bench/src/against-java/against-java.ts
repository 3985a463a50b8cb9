import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { missingTools, startKafka, topicTools } from '@millrace/tool-kafka';
import { processMemory } from '@millrace/tool-worker-process';
import { type Contender, type Side, SIDES, startContender } from './contender.ts';
import { measurePipelines, type PipelineFigure, type PipelineOptions } from './pipelines.ts';
import { measureRest, type RestFigures } from './rest.ts';

export const PARTS = ['start', 'pipelines', 'rest'] as const;
export type Part = (typeof PARTS)[number];

export interface AgainstJavaOptions extends Omit<PipelineOptions, 'onFigure'> {
  readonly parts: readonly Part[];
  /** How many connectors the REST measurements are made with. */
  readonly connectors: readonly number[];
  readonly seconds: number;
  readonly rate: number;
  /** Told what goes on. */
  readonly onProgress: (line: string) => void;
}

export interface AgainstJavaFigures {
  /** From process start to the first good answer, and what is held with nothing to do. */
  readonly starts: readonly { readonly side: Side; readonly startMs: number; readonly rssAnonMb: number }[];
  readonly pipelines: readonly PipelineFigure[];
  readonly rest: readonly (RestFigures & { readonly side: Side })[];
}

const IDLE_MS = 10_000;

/**
 * Millrace and Apache Kafka Connect, each a distributed worker with the same properties, on one broker and in one run: what is
 * measured of the one is measured of the other right after it. Throws where Java or Maven is missing.
 */
export async function measureAgainstJava(options: AgainstJavaOptions): Promise<AgainstJavaFigures> {
  const missing = await missingTools();
  if (missing !== null) throw new Error(missing);
  const dir = await mkdtemp(join(tmpdir(), 'millrace-against-java-'));
  const kafka = await startKafka();
  try {
    return await measureAll(options, kafka.bootstrapServers, dir);
  } finally {
    await kafka.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function measureAll(options: AgainstJavaOptions, servers: string, dir: string): Promise<AgainstJavaFigures> {
  const has = (part: Part): boolean => options.parts.includes(part);
  return {
    starts: has('start') ? await measureStarts(options, servers, dir) : [],
    pipelines: has('pipelines') ? await measureBothPipelines(options, servers, dir) : [],
    rest: has('rest') ? await measureBothRest(options, servers, dir) : [],
  };
}

async function measureStarts({ rounds, onProgress }: AgainstJavaOptions, servers: string, dir: string) {
  const starts: { side: Side; startMs: number; rssAnonMb: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const side of SIDES) {
      const worker = await startContender(side, servers, dir);
      await delay(IDLE_MS);
      const { rssAnonMb } = await processMemory(worker.pid);
      await worker.stop();
      starts.push({ side, startMs: worker.startMs, rssAnonMb });
      onProgress(`${side} started in ${worker.startMs.toFixed(0)} ms and holds ${rssAnonMb.toFixed(0)} MiB`);
    }
  }
  return starts;
}

async function measureBothPipelines(options: AgainstJavaOptions, servers: string, dir: string): Promise<PipelineFigure[]> {
  const tools = await topicTools(servers);
  const contenders = {} as Record<Side, Contender>;
  try {
    for (const side of SIDES) contenders[side] = await startContender(side, servers, dir);
    const onFigure = ({ direction, converter, tasks, round, side, recordsPerSecond, seconds }: PipelineFigure): void =>
      options.onProgress(
        `round ${round + 1}, ${direction}, ${converter}, ${tasks} tasks: ${side} ${recordsPerSecond.toFixed(0)} records/s, ${seconds.toFixed(1)} s`,
      );
    return await measurePipelines({ contenders, tools, dir }, { ...options, onFigure });
  } finally {
    for (const worker of Object.values(contenders)) await worker.stop();
    await tools.close();
  }
}

async function measureBothRest({ connectors, seconds, rate, onProgress }: AgainstJavaOptions, servers: string, dir: string) {
  const figures: (RestFigures & { side: Side })[] = [];
  for (const count of connectors) {
    for (const side of SIDES) {
      const worker = await startContender(side, servers, dir);
      try {
        const found = await measureRest(worker, { connectors: count, seconds, rate, dir });
        figures.push({ side, ...found });
        onProgress(
          `${side}, ${count} connectors: created in ${found.createSeconds.toFixed(1)} s, ${found.status.perSecond.toFixed(0)} states/s`,
        );
      } finally {
        await worker.stop();
      }
    }
  }
  return figures;
}

import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectClient } from '@millrace/client';
import { writeSampleText } from './sample-text.ts';

export interface PipeOptions {
  /** Where the two files go; the worker has to be able to reach it. */
  readonly folder: string;
  /** Called with each line of progress. */
  readonly report: (line: string) => void;
  /** How long all lines may take to arrive. */
  readonly timeoutMs?: number;
  /** How long to wait between two looks. */
  readonly intervalMs?: number;
}

const lineCount = 400;
const strings = 'org.apache.kafka.connect.storage.StringConverter';
const converters = { 'key.converter': strings, 'value.converter': strings };

/**
 * Makes a text file, a source that reads it into a topic and a sink that writes the topic into another file; waits until the other file
 * has all lines, compares the two, and deletes the connectors again.
 *
 * @returns whether the two files are the same.
 */
export async function pipeFile(client: ConnectClient, options: PipeOptions): Promise<boolean> {
  const { folder, report, timeoutMs = 120_000, intervalMs = 200 } = options;
  const id = randomBytes(4).toString('hex');
  const [source, sink, topic] = [`demo-source-${id}`, `demo-sink-${id}`, `demo-${id}`];
  const [input, output] = [join(folder, 'in.txt'), join(folder, 'out.txt')];
  const patience = createPatience(timeoutMs, intervalMs);
  const text = writeSampleText(lineCount);
  await writeFile(input, text);
  report(`Wrote ${input}: ${lineCount} lines, ${Buffer.byteLength(text)} bytes`);

  const made: string[] = [];
  try {
    await client.connectors.create({ name: source, config: sourceConfig(input, topic) });
    made.push(source);
    report(`Created ${source}: file → topic ${topic}`);
    await patience.until(`${source} to write to its topic`, async () => (await topicsOf(client, source)).includes(topic));

    await client.connectors.create({ name: sink, config: sinkConfig(output, topic) });
    made.push(sink);
    report(`Created ${sink}: topic ${topic} → file`);
    await watch(output, patience, async (arrived) => {
      report(`${String(arrived).padStart(5)} of ${lineCount} lines have arrived`);
      await refuseFailures(client, sink);
    });
    return await compare(input, output, report);
  } finally {
    for (const name of made) {
      await client.connectors.delete(name);
      report(`Deleted ${name}`);
    }
  }
}

function sourceConfig(file: string, topic: string) {
  const topicCreation = { 'topic.creation.default.partitions': 1, 'topic.creation.default.replication.factor': 1 };
  return { 'connector.class': 'FileStreamSource', 'tasks.max': 1, file, topic, ...converters, ...topicCreation };
}

function sinkConfig(file: string, topics: string) {
  return { 'connector.class': 'FileStreamSink', 'tasks.max': 1, file, topics, ...converters };
}

async function topicsOf(client: ConnectClient, name: string): Promise<string[]> {
  await refuseFailures(client, name);
  return client.connectors.topics(name);
}

/** Throws with the trace if the connector or one of its tasks has failed. */
async function refuseFailures(client: ConnectClient, name: string): Promise<void> {
  const status = (await client.connectors.list({ expand: ['status'] }))[name]?.status;
  const failed = status ? [status.connector, ...status.tasks].find(({ state }) => state === 'FAILED') : undefined;
  if (failed) throw new Error(`${name} has failed: ${failed.trace ?? 'nobody knows why'}`);
}

/** Counts the lines of a file until all are there. */
async function watch(file: string, patience: Patience, progress: (arrived: number) => Promise<void>): Promise<void> {
  let last = -1;
  await patience.until(`all ${lineCount} lines to arrive`, async () => {
    const arrived = (await readIfThere(file)).split('\n').length - 1;
    if (arrived !== last) await progress(arrived);
    last = arrived;
    return arrived >= lineCount;
  });
}

async function compare(input: string, output: string, report: (line: string) => void): Promise<boolean> {
  const [sent, received] = await Promise.all([input, output].map(sha256));
  report(`sha-256 of what was sent   ${sent}`);
  report(`sha-256 of what arrived    ${received}`);
  report(sent === received ? 'The two files are the same.' : 'The two files differ.');
  return sent === received;
}

async function sha256(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

interface Patience {
  /** Asks until the answer is yes. */
  until(what: string, ask: () => Promise<boolean>): Promise<void>;
}

function createPatience(timeoutMs: number, intervalMs: number): Patience {
  const deadline = performance.now() + timeoutMs;
  const until = async (what: string, ask: () => Promise<boolean>): Promise<void> => {
    while (!(await ask())) {
      if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}, in vain`);
      await sleep(intervalMs);
    }
  };
  return { until };
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SinkConnectorPlugin, SourceConnectorPlugin } from '@millrace/connector-api';
import {
  type PreparedSink,
  type SinkConformance,
  type SourceConformance,
  testSinkConnector,
  testSourceConnector,
} from '@millrace/connector-api/testing';
import { describe, expect, it, vi } from 'vitest';
import { manifests } from '../src/manifests.ts';
import { load } from './load-plugin.ts';

/** Connectors that are there to behave badly. */
const EXCEPTIONS = new Set(['io.millrace.connect.fault.FaultSourceConnector', 'io.millrace.connect.fault.FaultSinkConnector']);

type Source = Omit<SourceConformance, 'plugin'>;
type Sink = Omit<SinkConformance, 'plugin'>;

async function withDirectory<T>(
  make: (pathOf: (name: string) => string) => T | Promise<T>,
): Promise<T & { cleanUp(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'millrace-conformance-'));
  const made = await make((name) => join(directory, name));
  return { ...made, cleanUp: () => rm(directory, { recursive: true, force: true }) };
}

/** What the process prints meanwhile. */
function withOutput(): PreparedSink {
  const chunks: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((chunk: string | Uint8Array, ...rest: unknown[]) => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  });
  return { config: {}, written: () => chunks.join('').split('\n'), cleanUp: () => output.mockRestore() };
}

const sources: Readonly<Record<string, Source>> = {
  'org.apache.kafka.connect.file.FileStreamSourceConnector': {
    prepare: () =>
      withDirectory(async (pathOf) => {
        await writeFile(pathOf('in'), Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join(''));
        return { config: { topic: 't', file: pathOf('in') } };
      }),
    badConfigs: [
      { change: { topic: '' }, key: 'topic' },
      { change: { 'batch.size': 'many' }, key: 'batch.size' },
    ],
  },
  'org.apache.kafka.connect.tools.VerifiableSourceConnector': {
    prepare: () => ({ ...withOutput(), config: { topic: 't', throughput: '-1' } }),
    badConfigs: [{ change: { throughput: 'fast' }, key: 'throughput' }],
  },
  'org.apache.kafka.connect.tools.MockSourceConnector': {
    prepare: () => ({ config: {} }),
    badConfigs: [{ change: { delay_ms: '-1' }, key: 'delay_ms' }],
    records: 0,
  },
  'io.millrace.connect.datagen.DatagenSourceConnector': {
    prepare: () => ({ config: { topic: 't', template: 'users', rate: '1000' } }),
    badConfigs: [
      { change: { template: 'none such' }, key: 'template' },
      { change: { rate: '-5' }, key: 'rate' },
    ],
  },
};

const sinks: Readonly<Record<string, Sink>> = {
  'org.apache.kafka.connect.file.FileStreamSinkConnector': {
    prepare: () =>
      withDirectory((pathOf) => ({
        config: { file: pathOf('out') },
        written: async () => (await readFile(pathOf('out'), 'utf8').catch(() => '')).split('\n'),
      })),
  },
  'org.apache.kafka.connect.tools.VerifiableSinkConnector': { prepare: withOutput },
  'org.apache.kafka.connect.tools.MockSinkConnector': {
    prepare: () => ({ config: {}, written: null }),
    badConfigs: [{ change: { delay_ms: '-1' }, key: 'delay_ms' }],
  },
};

const connectors = manifests.filter(({ type, class: name }) => ['source', 'sink'].includes(type) && !EXCEPTIONS.has(name));

describe.each(connectors)('$class', async (manifest) => {
  const plugin = await load<SourceConnectorPlugin | SinkConnectorPlugin>(manifest.class, manifest.type);
  const source = sources[manifest.class];
  const sink = sinks[manifest.class];
  it('is held against what a worker expects', () => expect([source, sink]).not.toEqual([undefined, undefined]));
  const cases =
    plugin.type === 'source' && source !== undefined
      ? testSourceConnector({ plugin, ...source })
      : plugin.type === 'sink' && sink !== undefined
        ? testSinkConnector({ plugin, ...sink })
        : [];
  for (const { name, run } of cases) it(name, run, 60_000);
});

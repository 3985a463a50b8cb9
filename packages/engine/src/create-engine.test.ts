import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURE_MANIFESTS, FIXTURE_PROPERTIES } from '../test/fixtures/fixture-plugins.ts';
import { createEngine } from './create-engine.ts';
import type { Engine } from './engine.ts';
import { statesOf, untilStates } from './herder/engine-rig.case.ts';
import type { Logger } from './model/logger.ts';
import { BadRequestError, NotFoundError } from './model/errors.ts';

const silent: Logger = { trace: none, debug: none, info: none, warn: none, error: none };

function none(): void {}

let directory = '';
const engines: Engine[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'millrace-engine-'));
});

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  await rm(directory, { recursive: true });
});

async function startEngine(manifests = FIXTURE_MANIFESTS): Promise<Engine> {
  const engine = createEngine({
    broker: { kind: 'embedded', dataDir: join(directory, 'data') },
    manifests,
    properties: FIXTURE_PROPERTIES,
    workerId: '127.0.0.1:8083',
    url: 'http://127.0.0.1:8083/',
    loggers: () => silent,
    onLoggerLevel: none,
  });
  await engine.start();
  engines.push(engine);
  return engine;
}

const outFile = (): string => join(directory, 'out.txt');
const numbers = (count: number, extra: Readonly<Record<string, string>> = {}) => ({
  'connector.class': 'NumbersSource',
  topic: 'numbers',
  count: String(count),
  ...extra,
});
const values = () => ({ 'connector.class': 'ValuesSink', topics: 'numbers', file: outFile() });

async function written(): Promise<number[]> {
  const text = await readFile(outFile(), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}

async function untilWritten(count: number): Promise<number[]> {
  const end = Date.now() + 20_000;
  for (;;) {
    const seen = await written();
    if (seen.length >= count || Date.now() > end) return seen;
    await setTimeout(10);
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
const ascending = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);

describe('an engine on the embedded broker', { timeout: 60_000 }, () => {
  it('carries records from a source to a sink, and goes on after a restart with nothing lost or doubled', async () => {
    const first = await startEngine();
    await first.createConnector('src', numbers(20, { 'tasks.max': '2' }), null);
    await first.createConnector('snk', values(), null);
    expect(ascending(await untilWritten(20))).toEqual(upTo(20));
    expect(first.topics('src')).toEqual(['numbers']);
    expect(first.topics('snk')).toEqual(['numbers']);
    await first.stop();

    const second = await startEngine();
    await untilStates(second, 'src', 'RUNNING 0:RUNNING 1:RUNNING');
    await untilStates(second, 'snk', 'RUNNING 0:RUNNING');
    await second.patchConnectorConfig('src', { count: '30' });
    expect(ascending(await untilWritten(30))).toEqual(upTo(30));
  });

  it('reads, alters and resets offsets', async () => {
    const engine = await startEngine();
    await engine.createConnector('src', numbers(3), null);
    await engine.createConnector('snk', values(), null);
    await untilWritten(3);
    await engine.setTargetState('src', 'STOPPED');
    await engine.setTargetState('snk', 'STOPPED');
    await untilStates(engine, 'src', 'STOPPED');
    await untilStates(engine, 'snk', 'STOPPED');
    expect(await engine.offsets('src')).toEqual([{ partition: { task: 0 }, offset: { next: 4 } }]);
    expect(await engine.offsets('snk')).toEqual([
      { partition: { kafka_topic: 'numbers', kafka_partition: 0 }, offset: { kafka_offset: 3 } },
    ]);
    await engine.alterOffsets('src', [{ partition: { task: 0 }, offset: { next: 3 } }]);
    await engine.alterOffsets('snk', [
      { partition: { kafka_topic: 'numbers', kafka_partition: 0 }, offset: { kafka_offset: 2 } },
    ]);
    await engine.setTargetState('src', 'STARTED');
    await engine.setTargetState('snk', 'STARTED');
    expect(await untilWritten(5)).toEqual([1, 2, 3, 3, 3]);
    await engine.setTargetState('snk', 'STOPPED');
    await engine.resetOffsets('snk');
    expect(await engine.offsets('snk')).toEqual([]);
  });

  it('shows the trace of what failed, and starts it again with a better configuration', async () => {
    const engine = await startEngine();
    await engine.createConnector('c', numbers(1, { fail: 'start' }), null);
    await engine.createConnector('t', numbers(1, { fail: 'task' }), null);
    await untilStates(engine, 'c', 'FAILED');
    await untilStates(engine, 't', 'RUNNING 0:FAILED');
    expect(engine.connectorStatus('c').connector.trace).toMatch(
      /^org\.apache\.kafka\.connect\.errors\.ConnectException: told to fail\n/,
    );
    expect(engine.taskStatus({ connector: 't', task: 0 }).trace).toContain('told to fail');
    await engine.patchConnectorConfig('c', { fail: null });
    await engine.patchConnectorConfig('t', { fail: null });
    await untilStates(engine, 'c', 'RUNNING 0:RUNNING');
    await untilStates(engine, 't', 'RUNNING 0:RUNNING');
  });

  it('validates what it is given', async () => {
    const engine = await startEngine();
    await expect(engine.createConnector('', numbers(1), null)).rejects.toThrow(
      /Invalid value {2}for configuration name: String may not be empty/,
    );
    await expect(engine.createConnector('x', { 'connector.class': 'Nope' }, null)).rejects.toThrow(
      /^Failed to find any class that implements Connector and which name matches Nope, available connectors are: /,
    );
    await expect(engine.createConnector('x', { ...numbers(1), topic: null }, null)).rejects.toThrow(
      /Null value can not be supplied as the configuration value\./,
    );
    await expect(engine.createConnector('x', { a: 'b' }, null)).rejects.toThrow(BadRequestError);
    await expect(engine.pluginConfig('Nope', null)).rejects.toThrow(new NotFoundError('Unknown plugin Nope.'));
  });

  it('leaves a connector whose class is gone as it is, and shows it as failed', async () => {
    const first = await startEngine();
    await first.createConnector('a', numbers(1), null);
    await untilStates(first, 'a', 'RUNNING 0:RUNNING');
    await first.stop();
    const second = await startEngine(FIXTURE_MANIFESTS.filter(({ type }) => type !== 'source'));
    await untilStates(second, 'a', 'FAILED 0:FAILED');
    expect(second.connectorStatus('a').type).toBeNull();
    expect(second.connectorStatus('a').connector.trace).toContain('NumbersSource');
    expect(second.connectorConfig('a')).toEqual({ ...numbers(1), name: 'a' });
    await second.stop();
    const third = await startEngine();
    await untilStates(third, 'a', 'RUNNING 0:RUNNING');
  });

  it('starts many connectors again', async () => {
    const first = await startEngine();
    const names = Array.from({ length: 100 }, (_, n) => `c${n}`);
    await Promise.all(names.map((name) => first.createConnector(name, numbers(0), null)));
    for (const name of names) await untilStates(first, name, 'RUNNING 0:RUNNING');
    await first.stop();
    const second = await startEngine();
    for (const name of names) await untilStates(second, name, 'RUNNING 0:RUNNING');
    expect(new Set(second.connectors())).toEqual(new Set(names));
    expect(statesOf(second, 'c99')).toBe('RUNNING 0:RUNNING');
  });
});

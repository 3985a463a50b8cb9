import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createSinkHarness, testSinkConnector } from '@millrace/connector-api/testing';
import { mySink } from './my-sink.ts';

/** A file of its own for a test, and how to read and remove it. */
async function prepare() {
  const directory = await mkdtemp(join(tmpdir(), 'my-sink-'));
  const path = join(directory, 'lines');
  const lines = async () => (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return { config: { path }, written: lines, cleanUp: () => rm(directory, { recursive: true }) };
}

describe('what a worker expects of any sink', () => {
  const cases = testSinkConnector({ plugin: mySink, prepare, badConfigs: [{ change: { path: '' }, key: 'path' }] });
  for (const { name, run } of cases) test(name, run);
});

test('adds a line for each record when it is flushed', async () => {
  const { config, written, cleanUp } = await prepare();
  const sink = createSinkHarness(mySink, { config });
  await sink.start();
  await sink.produce({ topic: 't', value: 'first' }, { topic: 't', value: { n: 2n } });
  await sink.deliver();
  assert.deepEqual(await written(), []);
  await sink.commit();
  assert.deepEqual(await written(), ['first', '{n=2}']);
  await sink.stop();
  await cleanUp();
});

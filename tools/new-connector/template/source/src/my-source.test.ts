import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSourceHarness, testSourceConnector } from '@millrace/connector-api/testing';
import { mySource } from './my-source.ts';

const config = { topic: 'numbers', 'interval.ms': '1' };

describe('what a worker expects of any source', () => {
  const cases = testSourceConnector({
    plugin: mySource,
    prepare: () => ({ config }),
    badConfigs: [
      { change: { topic: '' }, key: 'topic' },
      { change: { 'interval.ms': '0' }, key: 'interval.ms' },
    ],
  });
  for (const { name, run } of cases) test(name, run);
});

test('counts from 1, and after a restart goes on where it was', async () => {
  const source = createSourceHarness(mySource, { config });
  await source.start();
  const before = await source.take(2);
  await source.stop();
  assert.deepEqual(source.offsets(), [{ partition: { source: 'counter' }, offset: { next: 3 } }]);
  await source.start();
  const after = await source.take(1);
  await source.stop();
  const values = [...before, ...after].map(({ value }) => value);
  assert.deepEqual(values, ['record 1', 'record 2', 'record 3']);
});

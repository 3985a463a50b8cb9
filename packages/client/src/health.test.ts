import { expect, test } from 'vitest';
import { type Answer, createScriptedConnect } from '../test/scripted-connect.ts';
import { readHealth } from './health.ts';

const root = (version: string) => (): Answer => [200, { version, commit: 'c', kafka_cluster_id: 'k' }];

test.each([
  [[200, { status: 'healthy', message: 'yes' }], '4.3.1', { status: 'healthy', message: 'yes' }],
  [[503, { status: 'starting', message: 'wait' }], '4.3.1', { status: 'starting', message: 'wait' }],
  [[500, { status: 'unhealthy', message: 'no' }], '4.3.1', { status: 'unhealthy', message: 'no' }],
  [[404], '4.3.1', { status: 'starting', message: 'The worker does not answer /health yet.' }],
  [[404], '3.8.0', { status: 'healthy', message: 'The worker answers. Version 3.8.0 tells no more.' }],
  [[404], '2.8.2-ccs', { status: 'healthy', message: 'The worker answers. Version 2.8.2-ccs tells no more.' }],
] satisfies [Answer, string, object][])('%j of version %s', async (answer, version, expected) => {
  const { transport } = createScriptedConnect({ 'GET /health': () => answer, 'GET /': root(version) });
  expect(await readHealth(transport)).toEqual(expected);
});

test('what is no health is an error', async () => {
  const { transport } = createScriptedConnect({ 'GET /health': () => [502, 'Bad Gateway'] });
  await expect(readHealth(transport)).rejects.toMatchObject({ name: 'ServerError', status: 502 });
});

import { expect, it } from 'vitest';
import { propertiesOfEnvironment } from './environment.ts';

it.each([
  ['CONNECT_REST_PORT', 'rest.port'],
  ['CONNECT_KEY_CONVERTER_SCHEMAS_ENABLE', 'key.converter.schemas.enable'],
  ['CONNECT_A__B', 'a_b'],
  ['CONNECT_A___B', 'a-b'],
  ['CONNECT_A____B', 'a-.b'],
  ['CONNECT___PROTO____', '_proto-.'],
  ['CONNECT_listeners', 'listeners'],
])('%s is %s', (variable, property) => {
  expect([...propertiesOfEnvironment({ [variable]: 'v' })]).toEqual([[property, { value: 'v', variable }]]);
});

it('leaves other variables alone', () => {
  expect(propertiesOfEnvironment({ PATH: '/bin', CONNECT: 'x', CONNECT_: 'y', KAFKA_CONNECT_A: 'z' }).size).toBe(0);
});

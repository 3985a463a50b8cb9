import { describe, expect, test } from 'vitest';
import { configDifference } from './config-difference.ts';

describe('the difference between two configurations', () => {
  test('is empty when the texts are the same, whatever the types', () => {
    expect(configDifference({ a: '1', b: 'true', name: 'x' }, { b: true, a: 1 })).toEqual([]);
  });

  test('names what is added, changed and removed, in the order of the keys', () => {
    expect(configDifference({ b: '1', c: '2' }, { c: '3', a: '4' })).toEqual([
      { key: 'a', from: undefined, to: '4' },
      { key: 'b', from: '1', to: undefined },
      { key: 'c', from: '2', to: '3' },
    ]);
  });

  test('leaves out what servers add, and what is to be ignored', () => {
    const actual = { name: 'x', '__internal.config.version': '7', 'cloud.id': 'y', 'kafka.zone': 'z', a: '1' };
    expect(configDifference(actual, { a: '1' }, ['cloud.id', /^kafka\./])).toEqual([]);
    expect(configDifference(actual, { a: '1', 'cloud.id': 'w' }, [/./])).toEqual([{ key: 'cloud.id', from: 'y', to: 'w' }]);
  });

  test('takes the keys of an object for what they are', () => {
    const desired = JSON.parse('{"__proto__":"1","constructor":"2"}') as Record<string, string>;
    expect(configDifference({}, desired).map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
    expect(configDifference(desired, desired)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '../model/names.ts';
import { sameConfig, taskChanged } from './task-change.ts';

const setup = (connectorConfig: ConfigMap, taskConfig: ConfigMap = { a: '1' }) => ({ connectorConfig, taskConfig });

describe('a task', () => {
  it.each([
    ['its own configuration', setup({}, { a: '1' }), setup({}, { a: '2' })],
    ['a new key of its own', setup({}, { a: '1' }), setup({}, { a: '1', b: '1' })],
    ['a converter', setup({}), setup({ 'value.converter': 'StringConverter' })],
    ['a setting of a converter', setup({}), setup({ 'value.converter.schemas.enable': 'false' })],
    ['a transformation', setup({ transforms: 'a' }), setup({ transforms: 'a,b' })],
    ['error handling', setup({}), setup({ 'errors.tolerance': 'all' })],
    ['a client setting', setup({}), setup({ 'consumer.override.max.poll.records': '1' })],
  ])('is restarted for %s', (_what, before, after) => {
    expect(taskChanged(before, after)).toBe(true);
    expect(taskChanged(after, before)).toBe(true);
  });

  it.each([
    ['nothing', setup({ a: '1' }), setup({ a: '1' })],
    ["a setting that is its connector's affair", setup({ tables: 'a' }), setup({ tables: 'a,b' })],
    ['the number of tasks', setup({ 'tasks.max': '1' }), setup({ 'tasks.max': '2' })],
    ['a key that only looks like one of those', setup({}), setup({ 'key.converters': 'x', topic: 't' })],
  ])('goes on for %s', (_what, before, after) => {
    expect(taskChanged(before, after)).toBe(false);
  });

  it('has ordinary keys only', () => {
    const odd = Object.fromEntries([['__proto__', 'x']]);
    expect(sameConfig(odd, Object.fromEntries([['constructor', 'x']]))).toBe(false);
    expect(sameConfig(odd, Object.fromEntries([['__proto__', 'x']]))).toBe(true);
    expect(sameConfig({}, odd)).toBe(false);
  });
});

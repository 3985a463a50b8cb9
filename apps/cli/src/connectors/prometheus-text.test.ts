import { expect, test } from 'vitest';
import { readSamples } from './prometheus-text.ts';

test('samples of the wanted metrics are read, with what is escaped in their labels', () => {
  const text = [
    '# HELP lag how far behind',
    'lag{connector="a\\"b\\\\c\\nd",task="0"} 12',
    'lag{connector="{x} 1",task="1"} 1.5e3 1700000000000',
    'lag 3',
    'other{connector="a"} 4',
    'nonsense',
  ].join('\n');
  expect(readSamples(text, new Set(['lag'])).map(({ labels, value }) => [Object.fromEntries(labels), value])).toEqual([
    [{ connector: 'a"b\\c\nd', task: '0' }, 12],
    [{ connector: '{x} 1', task: '1' }, 1500],
    [{}, 3],
  ]);
});

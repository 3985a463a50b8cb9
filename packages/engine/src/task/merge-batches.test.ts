import { describe, expect, it } from 'vitest';
import type { ProducerBatch } from '../broker/records.ts';
import { mergeBatches } from './merge-batches.ts';
import { bytes, text } from './runner-rig.case.ts';

const batch = (topic: string, values: string[], more: Partial<ProducerBatch> = {}): ProducerBatch => ({
  topic,
  partition: null,
  keys: null,
  values: values.map(bytes),
  timestamps: null,
  headers: null,
  ...more,
});

describe('merged batches', () => {
  it('are one for each topic, and their results go back to where they came from', () => {
    const merged = mergeBatches([batch('a', ['1', '2']), batch('b', ['3']), batch('a', ['4'])]);
    expect(merged.batches.map(({ topic, values }) => [topic, values.map(text)])).toEqual([
      ['a', ['1', '2', '4']],
      ['b', ['3']],
    ]);
    const results = [
      { partitions: [0, 1, 0], offsets: [10, 20, 11] },
      { partitions: [5], offsets: [50] },
    ];
    expect(merged.split(results)).toEqual([
      { partitions: [0, 1], offsets: [10, 20] },
      { partitions: [5], offsets: [50] },
      { partitions: [0], offsets: [11] },
    ]);
  });

  it('have a column where one of them has it', () => {
    const headers = [[{ key: 'h', value: null }]];
    const merged = mergeBatches([
      batch('a', ['1', '2'], { partition: 3, timestamps: [1, null] }),
      batch('a', ['3'], { keys: [bytes('k')], headers, partition: [null] }),
    ]);
    expect(merged.batches).toHaveLength(1);
    expect(merged.batches[0]).toMatchObject({
      partition: [3, 3, null],
      timestamps: [1, null, null],
      keys: [null, null, bytes('k')],
      headers: [[], [], headers[0]],
    });
  });
});

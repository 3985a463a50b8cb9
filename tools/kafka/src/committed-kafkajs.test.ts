import { describe, expect, it } from 'vitest';
import { type RawMessage, withoutAborted } from './committed-kafkajs.ts';

const record = (offset: number, producerId: string): RawMessage => ({
  offset: String(offset),
  key: null,
  isControlRecord: false,
  batchContext: { producerId, inTransaction: true },
});
const abort = (offset: number, producerId: string): RawMessage => ({
  ...record(offset, producerId),
  key: Buffer.alloc(4),
  isControlRecord: true,
});

describe('what a reader of committed records sees', () => {
  it('is nothing of aborted transactions, though they are listed in the order in which they were aborted', () => {
    const messages = [
      record(0, 'a'),
      record(1, 'b'),
      record(2, 'c'),
      record(3, 'a'),
      abort(4, 'b'),
      abort(5, 'a'),
      record(6, 'a'),
      record(7, 'b'),
    ];
    const abortedTransactions = [
      { producerId: 'b', firstOffset: '1' },
      { producerId: 'a', firstOffset: '0' },
    ];
    const seen = withoutAborted({ messages, abortedTransactions }).filter(({ isControlRecord }) => !isControlRecord);
    expect(seen.map(({ offset }) => offset)).toEqual(['2', '6', '7']);
  });

  it('is everything where nothing was aborted', () => {
    expect(withoutAborted({ messages: [record(0, 'a')], abortedTransactions: null })).toHaveLength(1);
  });
});

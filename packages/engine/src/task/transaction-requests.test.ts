import { describe, expect, it } from 'vitest';
import { sourceRecord } from './runner-rig.case.ts';
import { createTransactionRequests } from './transaction-requests.ts';

const values = ({ records, end }: { records: readonly { value: unknown }[]; end: string | null }): string =>
  `${records.map(({ value }) => String(value)).join(',')} ${end}`;

describe('what a task asks of its transactions', () => {
  const [a, b, c] = [sourceRecord('a'), sourceRecord('b'), sourceRecord('c')];

  it('cuts a batch after the records that were named', () => {
    const requests = createTransactionRequests();
    requests.context.commitTransaction(a);
    requests.context.abortTransaction(b);
    expect(requests.split([a, b, c]).map(values)).toEqual(['a commit', 'b abort', 'c null']);
    expect(requests.split([a, b]).map(values)).toEqual(['a,b null']);
  });

  it('ends the transaction after a batch once', () => {
    const requests = createTransactionRequests();
    requests.context.commitTransaction();
    expect(requests.takeBatchEnd()).toBe('commit');
    expect(requests.takeBatchEnd()).toBe(null);
    expect(requests.split([])).toEqual([]);
  });

  it('refuses that something is to be committed and aborted', () => {
    const requests = createTransactionRequests();
    requests.context.commitTransaction(a);
    requests.context.abortTransaction(a);
    expect(() => requests.split([a])).toThrow('both committed and aborted after the same record');
    requests.context.commitTransaction();
    requests.context.abortTransaction();
    expect(() => requests.takeBatchEnd()).toThrow('both committed and aborted after the same batch');
  });
});

import type { SourceRecord } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { dropRecord, startPassage } from './passage.ts';
import { createSubmittedRecords } from './submitted-records.ts';

function record(file: string | null, position: number | null): SourceRecord {
  return {
    topic: 't',
    partition: null,
    keySchema: null,
    key: null,
    valueSchema: null,
    value: 'x',
    timestamp: null,
    headers: [],
    sourcePartition: file === null ? null : { file },
    sourceOffset: position === null ? null : { position },
  };
}

const submitAll = (submitted: ReturnType<typeof createSubmittedRecords>, records: SourceRecord[]) =>
  submitted.submit(records, startPassage(records.length));

const taken = (submitted: ReturnType<typeof createSubmittedRecords>) => [...submitted.takeCommittable().values()];

describe('submitted records', () => {
  it('give the last offset of an acknowledged batch, once', () => {
    const submitted = createSubmittedRecords();
    const batch = submitAll(submitted, [record('a', 1), record('a', 2)]);
    expect(taken(submitted)).toEqual([]);
    batch.ack();
    expect(taken(submitted)).toEqual([['{"file":"a"}', '{"position":2}']]);
    expect(taken(submitted)).toEqual([]);
  });

  it('hold an offset back until all before it are acknowledged', () => {
    const submitted = createSubmittedRecords();
    const first = submitAll(submitted, [record('a', 1)]);
    const second = submitAll(submitted, [record('a', 2)]);
    const third = submitAll(submitted, [record('a', 3)]);
    second.ack();
    third.ack();
    expect(taken(submitted)).toEqual([]);
    expect(submitted.pending()).toBe(1);
    first.ack();
    expect(taken(submitted)).toEqual([['{"file":"a"}', '{"position":3}']]);
  });

  it('keep source partitions apart', () => {
    const submitted = createSubmittedRecords();
    submitAll(submitted, [record('a', 1)]);
    const mixed = submitAll(submitted, [record('a', 2), record('b', 7), record('a', 3), record('b', 8)]);
    mixed.ack();
    expect(taken(submitted)).toEqual([['{"file":"b"}', '{"position":8}']]);
  });

  it('leave out what was dropped, and records that say nothing of their source', () => {
    const submitted = createSubmittedRecords();
    const records = [record('a', 1), record('a', 2), record(null, null)];
    const passage = startPassage(3);
    dropRecord(passage, 1);
    const batch = submitted.submit(records, passage);
    batch.ack();
    batch.ack();
    expect(submitted.pending()).toBe(0);
    expect(taken(submitted)).toEqual([['{"file":"a"}', '{"position":1}']]);
  });

  it('take a null offset as one that removes', () => {
    const submitted = createSubmittedRecords();
    submitAll(submitted, [record('a', null)]).ack();
    expect(taken(submitted)).toEqual([['{"file":"a"}', null]]);
  });
});

import { ConnectError, DataError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { failureTrace, placeFailure } from './failure-place.ts';

const place = { stage: 'TASK_POLL', executingClass: 'FileTask', record: null } as const;

describe('the trace of a failed task', () => {
  it('ends with the stage, the plugin and the record', () => {
    const record = 'the record of topic t, partition 0, offset 12';
    const error = placeFailure(new ConnectError('Tolerance exceeded', { cause: new DataError('bad') }), {
      stage: 'VALUE_CONVERTER',
      executingClass: 'JsonConverter',
      record,
    });
    const lines = failureTrace(error).split('\n');
    expect(lines[0]).toBe('org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded');
    expect(lines).toContain('Caused by: org.apache.kafka.connect.errors.DataException: bad');
    expect(lines.slice(-2)).toEqual([`It failed in stage VALUE_CONVERTER, in JsonConverter, on ${record}.`, '']);
  });

  it('names the innermost place that is known', () => {
    const cause = placeFailure(new DataError('bad'), place);
    const error = placeFailure(new ConnectError('no more', { cause }), { ...place, stage: 'TASK_PUT' });
    expect(failureTrace(error)).toContain('It failed in stage TASK_POLL, in FileTask.\n');
  });

  it('is as Java prints it where no place is known, and for what is no object', () => {
    expect(failureTrace(new DataError('bad')).split('\n').at(-2)).toMatch(/^\tat /);
    expect(failureTrace(placeFailure('bad', place))).toBe('string: bad\n');
  });

  it('ends for causes that go in a circle', () => {
    const error = new DataError('bad');
    error.cause = error;
    expect(failureTrace(error)).toContain('DataException: bad');
  });
});

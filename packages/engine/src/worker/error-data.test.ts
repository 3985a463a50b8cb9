import { ConfigError, ConnectError, DataError, RetriableError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { BadRequestError, GroupNotEmptyError, NotLeaderError } from '../model/errors.ts';
import { javaTrace } from '../task/java-trace.ts';
import { errorFromData, errorToData } from './error-data.ts';

const across = (error: unknown): Error => errorFromData(structuredClone(errorToData(error)));

describe('an error that crosses to another thread', () => {
  it.each([
    new ConnectError('a'),
    new RetriableError('b'),
    new ConfigError('c'),
    new BadRequestError('d'),
    new GroupNotEmptyError('e'),
    new TypeError('f'),
    new Error('g'),
  ])('is of its class again: %s', (error) => {
    const back = across(error);
    expect(back).not.toBe(error);
    expect(Object.getPrototypeOf(back)).toBe(Object.getPrototypeOf(error));
    expect(back.message).toBe(error.message);
    expect(back.name).toBe(error.name);
    expect(back.stack).toBe(error.stack);
    expect((back as RetriableError).retriable).toBe((error as RetriableError).retriable);
  });

  it('is of the nearest known class when its own is a plugin’s', () => {
    class OddFileError extends DataError {
      readonly line = 7;
    }
    const back = across(new OddFileError('odd'));
    expect(back).toBeInstanceOf(DataError);
    expect(back).toMatchObject({ line: 7, javaClass: 'org.apache.kafka.connect.errors.DataException' });
  });

  it('keeps what its class adds, and its causes', () => {
    expect(across(new NotLeaderError('http://leader'))).toMatchObject({ workerUrl: 'http://leader' });
    const error = new ConnectError('outer', { cause: new DataError('inner', { cause: 'text' }) });
    const back = across(error);
    expect(back.cause).toBeInstanceOf(DataError);
    expect((back.cause as Error).cause).toEqual(new Error('text'));
    expect(javaTrace(across(new ConnectError('x')))).toMatch(/^org\.apache\.kafka\.connect\.errors\.ConnectException: x\n\tat /);
    expect(Object.keys(back)).not.toContain('cause');
  });

  it('does not have to be an error, and may be its own cause', () => {
    expect(across('boom')).toEqual(new Error('boom'));
    const circular = new Error('round');
    circular.cause = circular;
    expect(across(circular).message).toBe('round');
  });
});

import { ConnectError, DataError } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { headline, javaClassOf, javaTrace } from './java-trace.ts';

describe('a trace', () => {
  it('shows the Java class, the message, the frames and the causes', () => {
    const cause = new DataError('no such field');
    const error = new ConnectError('Tolerance exceeded in error handler', { cause });
    const lines = javaTrace(error).split('\n');
    expect(lines[0]).toBe('org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler');
    expect(lines[1]).toMatch(/^\tat /);
    expect(lines).toContain('Caused by: org.apache.kafka.connect.errors.DataException: no such field');
    expect(lines.at(-1)).toBe('');
  });

  it('counts the frames that a cause shares with what it caused', () => {
    const cause = new DataError('inner');
    const error = new ConnectError('outer', { cause });
    cause.stack = 'DataError: inner\n    at own (a.ts:1:1)\n    at shared (b.ts:1:1)\n    at top (c.ts:1:1)';
    error.stack = 'ConnectError: outer\n    at catcher (d.ts:1:1)\n    at shared (b.ts:1:1)\n    at top (c.ts:1:1)';
    expect(javaTrace(error)).toBe(
      'org.apache.kafka.connect.errors.ConnectException: outer\n' +
        '\tat catcher (d.ts:1:1)\n\tat shared (b.ts:1:1)\n\tat top (c.ts:1:1)\n' +
        'Caused by: org.apache.kafka.connect.errors.DataException: inner\n\tat own (a.ts:1:1)\n\t... 2 more\n',
    );
  });

  it('keeps a message of several lines and ends a circle of causes', () => {
    const error = new Error('one\ntwo');
    error.cause = error;
    error.stack = 'Error: one\ntwo\n    at here (x.ts:1:1)';
    expect(javaTrace(error)).toBe('Error: one\ntwo\n\tat here (x.ts:1:1)\n');
  });

  it('names what is thrown without being an error', () => {
    expect(javaTrace('boom')).toBe('string: boom\n');
    expect(headline(new TypeError(''))).toBe('TypeError');
    expect(javaClassOf(new RangeError('x'))).toBe('RangeError');
  });
});

import { describe, expect, it } from 'vitest';
import { createLogging, type LogFormat } from './logging.ts';

function capture(format: LogFormat = 'json') {
  const lines: string[] = [];
  const logging = createLogging({ format, rootLevel: 'INFO', stream: { write: (line) => void lines.push(line) } });
  return { ...logging, lines, json: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('logging', () => {
  it('writes one JSON object a line with level, time, logger, message and fields', () => {
    const { loggers, json } = capture();
    loggers('a.b').info('hello', { connector: 'c', offset: 12n });
    expect(json()).toEqual([
      { level: 'INFO', time: expect.any(Number), logger: 'a.b', msg: 'hello', connector: 'c', offset: '12' },
    ]);
  });

  it('leaves out what is below the level, and follows a change of it at once', () => {
    const { loggers, levels, json } = capture();
    const logger = loggers('a.b');
    logger.debug('no');
    levels.set('a', 'DEBUG');
    logger.debug('yes');
    levels.set('a.b', 'OFF');
    logger.error('no');
    expect(json().map((line) => line.msg)).toEqual(['yes']);
  });

  it('writes errors with their stack and cause', () => {
    const { loggers, json } = capture();
    loggers('a').error('failed', { error: new Error('outer', { cause: new TypeError('inner') }) });
    expect(json()[0]?.error).toMatchObject({ type: 'Error', message: 'outer', cause: { type: 'TypeError', message: 'inner' } });
  });

  it('writes a readable line as text', () => {
    const { loggers, lines } = capture('text');
    loggers('a').warn('careful', { connector: 'c' });
    loggers('a').error('failed', { error: new Error('why') });
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z WARN  \[a\] careful connector=c\n$/);
    expect(lines[1]).toMatch(/ERROR \[a\] failed\nError: why\n {4}at /);
  });

  it('gives the same logger for the same name, and makes it known', () => {
    const { loggers, levels } = capture();
    expect(loggers('a')).toBe(loggers('a'));
    expect(levels.get('a')).toEqual({ level: 'INFO', lastModified: null });
  });
});

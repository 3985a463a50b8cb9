import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';

describe('the command line', () => {
  it('may be empty', () => {
    expect(parseCommandLine([])).toEqual({
      workerFile: null,
      connectorFiles: [],
      overrides: new Map(),
      help: false,
      version: false,
    });
  });

  it('names the worker file first, then those of connectors, with overrides anywhere', () => {
    const line = parseCommandLine([
      '--override',
      'a=1',
      'worker.properties',
      'source.properties',
      '--override=b=x=y',
      'sink.json',
    ]);
    expect(line.workerFile).toBe('worker.properties');
    expect(line.connectorFiles).toEqual(['source.properties', 'sink.json']);
    expect([...line.overrides]).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
    ]);
  });

  it('takes "" for no worker file', () => {
    expect(parseCommandLine(['', 'sink.json'])).toMatchObject({ workerFile: null, connectorFiles: ['sink.json'] });
  });

  it('keeps the last of equal overrides, and empty values', () => {
    expect([...parseCommandLine(['--override', 'a=1', '--override', 'a=']).overrides]).toEqual([['a', '']]);
  });

  it.each([
    [['--override'], '--override needs key=value'],
    [['--override', 'x'], "but has 'x'"],
    [['--override', '=x'], "but has '=x'"],
    [['--port', '1'], 'There is no option --port'],
    [['sink.json'], "looks like a connector's"],
  ])('%j is refused', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { readCommandLine } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-contract-tests-args-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

const optionsOf = (...args: string[]) => {
  const command = readCommandLine(['--url', 'http://x:8083', ...args]);
  return command.kind === 'run' ? command.options : null;
};

describe('the arguments', () => {
  test('of a plain run ask for all rules at the level that is found', () => {
    expect(optionsOf()).toMatchObject({ url: ['http://x:8083'], level: null, profile: 'all', grep: null, exceptions: {} });
  });

  test('name workers, a level, profiles, headers and limits', () => {
    const args = [
      '--url',
      'http://y',
      '--level',
      '3.9.1',
      '--profile',
      'core,data',
      '--header',
      'X-A: b: c',
      '--timeout',
      '2.5',
      '--concurrency',
      '3',
    ];
    expect(optionsOf(...args)).toMatchObject({
      url: ['http://x:8083', 'http://y'],
      level: '3.9',
      profile: ['core', 'data'],
      headers: { 'X-A': 'b: c' },
      timeoutMs: 2500,
      concurrency: 3,
    });
  });

  test('name connectors to test with, as settings or as a whole connector', () => {
    const source = file('source.json', { 'connector.class': 'A', 'tasks.max': 1 });
    const sink = file('sink.json', { name: 'x', config: { 'connector.class': 'B' } });
    expect(optionsOf('--fixture', `source=${source},sink=${sink}`)?.fixture).toEqual({
      source: { 'connector.class': 'A', 'tasks.max': '1' },
      sink: { 'connector.class': 'B' },
    });
  });

  test.each([
    [['--list'], { kind: 'list', format: 'text' }],
    [['--list', 'markdown'], { kind: 'list', format: 'markdown' }],
    [['--help'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ])('%j need no address', (args, command) => {
    expect(readCommandLine(args)).toEqual(command);
  });

  test.each([
    [[], '--url is missing'],
    [['--url', 'http://x', '--level', 'newest'], '--level is a version of Kafka'],
    [['--url', 'http://x', '--fixture', 'x.json'], '--fixture is source=FILE,sink=FILE'],
    [['--url', 'http://x', '--fixture', `source=${file('broken', '{')}`], 'is no JSON'],
    [['--url', 'http://x', '--baseline', 'no-such-file'], 'cannot be read'],
    [['--url', 'http://x', '--baseline', file('other.json', {})], 'is no report that --json wrote'],
    [['--url', 'http://x', '--exceptions', file('list.json', [])], 'has to hold a JSON object'],
    [['--url', 'http://x', '--concurrency', '0'], '--concurrency is a number above 0'],
    [['--url', 'http://x', '--timeout', 'long'], '--timeout is a number above 0'],
    [['--url', 'http://x', '--header', 'nothing'], "--header is 'Name: value'"],
    [['--url', 'http://x', '--allow', 'everything'], '--allow is cluster-loggers'],
    [['--list', 'pdf'], '--list is text, json or markdown'],
    [['--colour'], '--colour'],
  ])('%j are refused', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(message);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { LoggerTree } from './logger-tree.ts';

describe('the tree of loggers', () => {
  let now = 1000;
  let tree: LoggerTree;
  beforeEach(() => {
    now = 1000;
    tree = new LoggerTree('INFO', () => now);
  });

  it('gives a logger the level of its nearest ancestor', () => {
    tree.set('a.b', 'DEBUG');
    expect(tree.effectiveLevel('a.b.c.d')).toBe('DEBUG');
    expect(tree.effectiveLevel('a.bc')).toBe('INFO');
    expect(tree.effectiveLevel('a')).toBe('INFO');
  });

  it('does not know a logger that was neither made nor set', () => {
    expect(tree.get('a')).toBeNull();
    tree.add('a');
    expect(tree.get('a')).toEqual({ level: 'INFO', lastModified: null });
  });

  it('knows the root logger under both of its names, in any case', () => {
    expect(tree.get('ROOT')).toEqual({ level: 'INFO', lastModified: null });
    expect(tree.get('')).toEqual({ level: 'INFO', lastModified: null });
    expect([...tree.all().keys()]).toEqual(['root']);
  });

  it('tells which levels a change has changed, and when', () => {
    tree.set('a', 'FATAL');
    expect(tree.set('a.b', 'DEBUG')).toEqual(['a.b']);
    now = 2000;
    expect(tree.set('a', 'INFO')).toEqual(['a', 'a.b']);
    expect(tree.get('a.b')).toEqual({ level: 'INFO', lastModified: 2000 });
  });

  it('leaves out of the changed ones those that had the level already, set or inherited', () => {
    tree.set('a', 'FATAL');
    expect(tree.set('a.b', 'FATAL')).toEqual([]);
    expect(tree.get('a.b')).toEqual({ level: 'FATAL', lastModified: null });
    expect(tree.set('a', 'FATAL')).toEqual([]);
  });

  it('takes along every logger whose name starts with the name, as Log4j does', () => {
    tree.set('a', 'FATAL');
    tree.set('ab', 'WARN');
    tree.add('abc');
    expect(tree.set('a', 'DEBUG')).toEqual(['a', 'ab']);
    expect(tree.effectiveLevel('abc')).toBe('INFO');
  });

  it('sets all levels with the root logger', () => {
    tree.set('a', 'FATAL');
    tree.add('b');
    expect(tree.set('root', 'TRACE')).toEqual(['a', 'b', 'root']);
    expect(tree.effectiveLevel('a')).toBe('TRACE');
  });

  it('does not list a logger that is off', () => {
    tree.set('a', 'OFF');
    expect([...tree.all().keys()]).toEqual(['root']);
    expect(tree.get('a')?.level).toBe('OFF');
  });

  it('takes any name', () => {
    tree.set('__proto__', 'DEBUG');
    expect(tree.get('__proto__')?.level).toBe('DEBUG');
    expect(tree.get('constructor')).toBeNull();
  });
});

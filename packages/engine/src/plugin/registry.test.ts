import { describe, expect, it } from 'vitest';
import { manifests } from '../../test/fixtures/config-plugins.ts';
import { InternalError } from '../model/errors.ts';
import { createPluginRegistry, PluginVersionError } from './registry.ts';

const registry = createPluginRegistry(manifests);

describe('the plugin registry', () => {
  it('lists sinks before sources before the rest, each kind by class and version', () => {
    const listed = registry.list(false).map(({ class: name, type, version }) => `${type} ${name} ${version}`);
    expect(listed.slice(0, 5)).toEqual([
      'sink test.TestSinkConnector 1.0',
      'sink test.one.TwinConnector 1.0',
      'source test.ExactSource 1.0',
      'source test.Mistaken 1.0',
      'source test.TestSourceConnector 1.0',
    ]);
    expect(listed.at(-1)).toBe('predicate test.Missing 1.0');
  });

  it('lists connectors alone when asked', () => {
    expect(new Set(registry.list(true).map(({ type }) => type))).toEqual(new Set(['sink', 'source']));
  });

  it.each([
    ['test.TestSourceConnector', 'test.TestSourceConnector'],
    ['TestSourceConnector', 'test.TestSourceConnector'],
    ['TestSource', 'test.TestSourceConnector'],
    ['ExactSource', 'test.ExactSource'],
  ])('takes %s for %s', (name, className) => {
    expect(registry.resolve(name, ['source'])?.class).toBe(className);
  });

  it.each(['testsource', 'Test', 'Twin', 'TwinConnector', 'Key', 'Rename', 'constructor', '__proto__', ''])(
    'knows no connector %j',
    (name) => {
      expect(registry.resolve(name, ['source', 'sink'])).toBeUndefined();
    },
  );

  it('takes the newest version that is admitted', () => {
    const version = (range: string | null): string | undefined => registry.resolve('TestSource', ['source'], range)?.version;
    expect([version(null), version('latest'), version('[1.0,1.2)'), version('1.0'), version('[1,)')]).toEqual([
      '1.2',
      '1.2',
      '1.0',
      '1.0',
      '1.2',
    ]);
    expect(registry.versions('TestSource')).toEqual(['1.0', '1.2']);
  });

  it('says which versions there are when none is admitted', () => {
    const resolve = (): unknown => registry.resolve('TestSource', ['source'], '[2,)');
    expect(resolve).toThrow(PluginVersionError);
    expect(resolve).toThrow(
      'Plugin test.TestSourceConnector not found that matches the version range [2,), available versions: [1.0, 1.2]',
    );
  });

  it('loads a plugin once', async () => {
    const manifest = registry.resolve('TestSink', ['sink'])!;
    expect(await registry.load(manifest)).toBe(await registry.load(manifest));
    expect((await registry.load(manifest)).type).toBe('sink');
  });

  it.each([
    ['test.Missing', "has no export 'notThere' that is a plugin"],
    ['test.Mistaken', "the export 'mistaken' of"],
  ])('says what is wrong with the module of %s', async (name, message) => {
    const manifest = registry.resolve(name, ['predicate', 'source'])!;
    await expect(registry.load(manifest)).rejects.toThrow(InternalError);
    await expect(registry.load(manifest)).rejects.toThrow(message);
  });

  it('says where a module was looked for', async () => {
    const manifest = { ...manifests[0]!, module: new URL('not-there.ts', import.meta.url).href };
    await expect(createPluginRegistry([manifest]).load(manifest)).rejects.toThrow(
      /could not be loaded from file:.*not-there\.ts/,
    );
  });

  it('refuses a plugin that is listed twice', () => {
    expect(() => createPluginRegistry([manifests[0]!, manifests[0]!])).toThrow(
      'The plugin test.TestSourceConnector (source, version 1.0) is listed twice',
    );
  });
});

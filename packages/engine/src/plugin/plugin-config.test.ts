import { describe, expect, it } from 'vitest';
import { manifests } from '../../test/fixtures/config-plugins.ts';
import { BadRequestError, NotFoundError } from '../model/errors.ts';
import { pluginConfig } from './plugin-config.ts';
import { createPluginRegistry } from './registry.ts';

const registry = createPluginRegistry(manifests);
const keys = async (plugin: string, version: string | null = null): Promise<string[]> =>
  (await pluginConfig(registry, plugin, version)).map(({ name }) => name);

describe('the settings of a plugin', () => {
  it("are a connector's own, then the framework's that it does not declare itself", async () => {
    expect((await keys('TestSource')).slice(0, 3)).toEqual(['table', 'name', 'connector.class']);
    const sink = await keys('TestSink');
    expect(sink.filter((name) => name === 'tasks.max')).toHaveLength(1);
    expect(sink.at(-1)).toBe('errors.deadletterqueue.context.headers.enable');
  });

  it('are its own alone for other plugins', async () => {
    expect(await keys('IsSmall', 'latest')).toEqual(['limit']);
  });

  it.each([
    ['Nope', null, NotFoundError, 'Unknown plugin Nope.'],
    ['Rename$Key', null, NotFoundError, 'Unknown plugin Rename$Key.'],
    ['test.Rename', null, BadRequestError, 'Invalid plugin class test.Rename.'],
    ['java.lang.String', null, BadRequestError, 'Invalid plugin class java.lang.String.'],
    ['IsSmall', '[', BadRequestError, 'Invalid version specification: ['],
    [
      'IsSmall',
      '9',
      BadRequestError,
      'Plugin test.IsSmall not found that matches the version range [9,9], available versions: [1.0]',
    ],
  ])('of %s in version %s are refused', async (plugin, version, errorClass, message) => {
    await expect(keys(plugin, version)).rejects.toThrow(errorClass);
    await expect(keys(plugin, version)).rejects.toThrow(message);
  });
});

import type { Plugin, SinkConnectorPlugin, SourceConnectorPlugin } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { manifests } from '../src/manifests.ts';
import { ENTRIES } from './connectors-page-entries.ts';
import { connectorsPage } from './connectors-page.ts';

const connectors = manifests.filter(({ type }) => type === 'source' || type === 'sink');
const plugins = new Map<string, Plugin>();
for (const { class: javaClass, module, export: name } of connectors) {
  plugins.set(javaClass, ((await import(module)) as Record<string, Plugin>)[name]!);
}

describe('docs/connectors.md', () => {
  it('says what the connectors say of themselves', async () => {
    await expect(connectorsPage(plugins)).toMatchFileSnapshot('../../../docs/connectors.md');
  });

  it('has every connector', () => {
    expect(new Set(ENTRIES.map((entry) => entry.class))).toEqual(new Set(plugins.keys()));
  });

  it.each(ENTRIES)('shows a configuration of the $heading that is valid', async ({ class: javaClass, example }) => {
    const plugin = plugins.get(javaClass) as SourceConnectorPlugin | SinkConnectorPlugin;
    const values = (await plugin.validate?.(example)) ?? plugin.config.validate(example);
    expect(values.flatMap(({ errorMessages }) => errorMessages)).toEqual([]);
    const known = new Set([...plugin.config.names, 'connector.class', 'tasks.max', 'topics']);
    expect(Object.keys(example).filter((key) => !known.has(key))).toEqual([]);
    expect(javaClass.endsWith(`.${example['connector.class']}Connector`)).toBe(true);
  });
});

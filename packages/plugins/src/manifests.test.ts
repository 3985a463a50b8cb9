import type { ConfigKey, Plugin } from '@millrace/connector-api';
import { convertToString } from '@millrace/connector-api';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifests } from './manifests.ts';

const fixture = new URL('../test/fixtures/plugin-configs.json', import.meta.url);
const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, unknown[]>;

describe.each(manifests)('$type $class', ({ class: javaClass, type, version, module, export: name }) => {
  it('can be loaded', async () => {
    const plugin = await load(module, name);
    expect(plugin.type).toBe(type);
    expect(version).toBe('4.3.1');
  });

  it('has the settings that the Java class has', async () => {
    const { config } = await load(module, name);
    expect([...config.configKeys.values()].map(describeKey)).toEqual(recorded[javaClass]);
  });

  it('says what each setting is for', async () => {
    const { config } = await load(module, name);
    for (const key of config.configKeys.values()) expect(key.documentation).toMatch(/\.$/);
  });
});

describe('the manifests', () => {
  it('have every class once for each type', () => {
    const names = manifests.map(({ class: javaClass, type }) => `${type} ${javaClass}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(manifests.map(({ class: javaClass }) => javaClass))).toEqual(new Set(Object.keys(recorded)));
  });
});

async function load(module: string, name: string): Promise<Plugin> {
  return ((await import(module)) as Record<string, Plugin>)[name]!;
}

function describeKey(key: ConfigKey): unknown {
  return {
    name: key.name,
    type: key.type,
    required: !key.hasDefault,
    default_value: convertToString(key.defaultValue, key.type),
    importance: key.importance,
    group: key.group,
    order_in_group: key.orderInGroup,
    width: key.width,
    display_name: key.displayName,
    dependents: key.dependents,
  };
}

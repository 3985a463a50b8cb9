import type { ConfigKey, Plugin } from '@millrace/connector-api';
import { convertToString } from '@millrace/connector-api';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifests } from './manifests.ts';

const fixture = new URL('../test/fixtures/plugin-configs.json', import.meta.url);
const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, unknown[]>;
/** The classes that every Kafka Connect worker has. */
const stock = manifests.filter(({ class: javaClass }) => Object.hasOwn(recorded, javaClass));

describe.each(manifests)('$type $class', ({ class: javaClass, type, version, module, export: name }) => {
  it('can be loaded', async () => {
    const plugin = await load(module, name);
    expect(plugin.type).toBe(type);
    expect(version).toBe(javaClass.startsWith('org.apache.kafka.') ? '4.3.1' : packageVersion());
  });

  it('says what each setting is for', async () => {
    const { config } = await load(module, name);
    for (const key of config.configKeys.values()) expect(key.documentation).toMatch(/\.$/);
  });
});

it.each(stock)('$type $class has the settings that the Java class has', async ({ class: javaClass, module, export: name }) => {
  const { config } = await load(module, name);
  expect([...config.configKeys.values()].map(describeKey)).toEqual(recorded[javaClass]);
});

describe('the manifests', () => {
  it('have every class once for each type', () => {
    const names = manifests.map(({ class: javaClass, type }) => `${type} ${javaClass}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(stock.map(({ class: javaClass }) => javaClass))).toEqual(new Set(Object.keys(recorded)));
  });
});

async function load(module: string, name: string): Promise<Plugin> {
  return ((await import(module)) as Record<string, Plugin>)[name]!;
}

function packageVersion(): unknown {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: unknown }).version;
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

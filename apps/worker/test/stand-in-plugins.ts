import { readFileSync } from 'node:fs';
import {
  type AnyConfigDef,
  ConfigDef,
  type ConfigType,
  type Importance,
  type Plugin,
  type PluginManifest,
  type Width,
} from '@millrace/connector-api';
import { createPluginRegistry, type PluginRegistry } from '@millrace/engine';
import { manifests as stock } from '@millrace/plugins';

interface RecordedKey {
  readonly name: string;
  readonly type: ConfigType;
  readonly required: boolean;
  readonly default_value: string | null;
  readonly importance: Importance;
  readonly documentation: string;
  readonly group: string | null;
  readonly order_in_group: number;
  readonly width: Width;
  readonly display_name: string;
}

type RecordedPlugin = Pick<PluginManifest, 'class' | 'type' | 'version'>;

const recordedKeys = new Map(Object.entries(recorded('plugin-configs.json') as Record<string, readonly RecordedKey[]>));

/**
 * Transformations and predicates of Apache Kafka Connect that are not among the stock plugins: with their settings as recorded, but
 * without validators, and of no use for records. One that becomes a stock plugin stands in no longer.
 */
export const standIns: readonly PluginManifest[] = (recorded('plugins.json') as readonly RecordedPlugin[])
  .filter(({ type }) => type === 'transformation' || type === 'predicate')
  .filter((plugin) => !stock.some((manifest) => manifest.class === plugin.class))
  .map(({ class: className, type, version }) => ({ class: className, type, version, module: 'stand-in:', export: className }));

/** The stock plugins and the stand-ins. */
export function createRegistryWithStandIns(): PluginRegistry {
  const registry = createPluginRegistry([...stock, ...standIns]);
  return {
    ...registry,
    load: async (manifest) => (standIns.includes(manifest) ? standIn(manifest) : registry.load(manifest)),
  };
}

function standIn(manifest: PluginManifest): Plugin {
  const create = (): never => {
    throw new Error('a stand-in has settings only');
  };
  return { type: manifest.type as 'transformation' | 'predicate', config: recordedConfig(manifest.class), create };
}

function recordedConfig(className: string): AnyConfigDef {
  const def: AnyConfigDef = new ConfigDef();
  for (const key of recordedKeys.get(className) ?? []) {
    const options = {
      name: key.name,
      type: key.type,
      importance: key.importance,
      documentation: key.documentation,
      group: key.group,
      orderInGroup: key.order_in_group,
      width: key.width,
      displayName: key.display_name,
    };
    def.define(key.required ? options : { ...options, default: key.default_value as never });
  }
  return def;
}

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`fixtures/recorded-plugins/${name}`, import.meta.url), 'utf8'));
}

import type { PluginType } from '@millrace/connector-api';

/** What each kind of plugin has to have beside `type` and `config`. */
const METHODS: Readonly<Record<PluginType, readonly string[]>> = {
  source: ['createConnector', 'createTask'],
  sink: ['createConnector', 'createTask'],
  converter: ['create'],
  header_converter: ['create'],
  transformation: ['create'],
  predicate: ['create'],
  config_provider: ['create'],
};

/** What a module's export lacks of being a plugin of this kind, as the end of a sentence that begins with it; null: nothing. */
export function pluginFlaw(plugin: object, type: PluginType): string | null {
  const members = plugin as Readonly<Record<string, unknown>>;
  if (members['type'] !== type) return `is of type ${String(members['type'])}`;
  const config = members['config'] as { readonly configKeys?: unknown } | null | undefined;
  if (!(config?.configKeys instanceof Map)) return "has no 'config' that is a ConfigDef";
  const missing = METHODS[type].filter((name) => typeof members[name] !== 'function');
  if (missing.length > 0) return `has no function ${missing.join(', ')}`;
  const isConnector = type === 'source' || type === 'sink';
  return isConnector && typeof members['taskClass'] !== 'string' ? "has no text 'taskClass'" : null;
}

import type { PluginManifest, PluginType } from '@millrace/connector-api';

const SUFFIXES: Readonly<Record<PluginType, string>> = {
  source: 'Connector',
  sink: 'Connector',
  converter: 'Converter',
  header_converter: 'HeaderConverter',
  transformation: 'Transformation',
  predicate: 'Predicate',
  config_provider: 'ConfigProvider',
};

/** The last part of a class name: `FileStreamSourceConnector`; of a nested class what follows the `$`. */
export function simpleClassName(className: string): string {
  return className.slice(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
}

/**
 * The short names that configurations may use: the simple class name, and that up to the name of its kind. A name that means more
 * than one class means none. The result leads from alias to class name.
 */
export function classAliases(manifests: readonly PluginManifest[]): ReadonlyMap<string, string> {
  const meanings = new Map<string, Set<string>>();
  for (const manifest of manifests) {
    const simple = simpleClassName(manifest.class);
    for (const alias of [simple, prunedName(simple, SUFFIXES[manifest.type])]) {
      meanings.set(alias, (meanings.get(alias) ?? new Set<string>()).add(manifest.class));
    }
  }
  const aliases = new Map<string, string>();
  for (const [alias, classes] of meanings) {
    const [only, ...others] = classes;
    if (only !== undefined && others.length === 0) aliases.set(alias, only);
  }
  return aliases;
}

function prunedName(simpleName: string, suffix: string): string {
  const at = simpleName.lastIndexOf(suffix);
  return at > 0 ? simpleName.slice(0, at) : simpleName;
}

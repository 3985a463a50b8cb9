import type { PluginManifest } from '@millrace/connector-api';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import { CONNECTOR_TYPES } from '../plugin/registry.ts';
import type { PluginRegistry } from '../plugin/registry.ts';

/** What the manifests say of the class that a connector's configuration names; null if no such class is here. */
export interface ConnectorPlugins {
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
  readonly versionOf: (config: ConfigMap) => string | null;
  /** The class by its full name, or as the configuration says where it is not here. */
  readonly classOf: (config: ConfigMap) => string;
}

export function connectorPlugins(registry: PluginRegistry): ConnectorPlugins {
  function manifestOf(config: ConfigMap): PluginManifest | undefined {
    const connectorClass = valueOf(config, 'connector.class');
    if (connectorClass === undefined) return undefined;
    try {
      return registry.resolve(connectorClass, CONNECTOR_TYPES, valueOf(config, 'connector.plugin.version') ?? null);
    } catch {
      // The class is here in other versions only.
      return undefined;
    }
  }
  return {
    typeOf(config) {
      const type = manifestOf(config)?.type;
      return type === 'source' || type === 'sink' ? type : null;
    },
    versionOf: (config) => manifestOf(config)?.version ?? null,
    classOf: (config) => manifestOf(config)?.class ?? valueOf(config, 'connector.class') ?? '',
  };
}

import { ClassRef } from '@millrace/connector-api';
import type { ParsedConfig, PluginType, Recommender } from '@millrace/connector-api';
import type { PluginRegistry } from './registry.ts';
import { CONNECTOR_TYPES } from './registry.ts';

/* Every recommender takes null for the registry where only the definition of a setting is asked for: it proposes nothing then. */

/** All classes of one kind, but for those that are not to be proposed. */
export function classRecommender(registry: PluginRegistry | null, type: PluginType): Recommender {
  const proposed = () => (registry?.manifests([type]) ?? []).filter(({ recommended }) => recommended !== false);
  return {
    validValues: () => [...new Set(proposed().map((manifest) => manifest.class))].map((name) => new ClassRef(name)),
    visible: () => true,
  };
}

/** The versions of the class that `connector.class` names. */
export function connectorVersionRecommender(registry: PluginRegistry | null): Recommender {
  const connectorClass = (config: ParsedConfig): string | null => {
    const value = config.get('connector.class');
    return typeof value === 'string' ? value : null;
  };
  return {
    validValues(_name, config) {
      const name = connectorClass(config);
      return name === null || registry === null ? [] : registry.versions(name, CONNECTOR_TYPES);
    },
    visible: (_name, config) => connectorClass(config) !== null,
  };
}

/** The versions of the converter that another setting names; of no use without one. */
export function converterVersionRecommender(registry: PluginRegistry | null, classKey: string, type: PluginType): Recommender {
  return {
    validValues: (_name, config) => versionsOf(registry, config.get(classKey), type),
    visible: (_name, config) => (config.get(classKey) ?? null) !== null,
  };
}

/** The versions of the transformation or predicate that another setting names. */
export function aliasedVersionRecommender(registry: PluginRegistry, classKey: string, type: PluginType): Recommender {
  return {
    validValues: (_name, config) => versionsOf(registry, config.get(classKey), type),
    visible: () => true,
  };
}

function versionsOf(registry: PluginRegistry | null, value: unknown, type: PluginType): string[] {
  return value instanceof ClassRef && registry !== null ? registry.versions(value.name, [type]) : [];
}

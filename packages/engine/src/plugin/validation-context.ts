import { javaTrim } from '@millrace/connector-api';
import type { ClassResolver } from '@millrace/connector-api';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import { workerConverterClass } from './converter-settings.ts';
import type { ConverterUse } from './converter-settings.ts';
import type { ConverterDefaults, FrameworkContext } from './framework-config.ts';
import { findClass } from './plugin-class.ts';
import { valueOf } from './prefixed.ts';
import { CONNECTOR_TYPES } from './registry.ts';
import type { PluginRegistry } from './registry.ts';

/** The worker that validates. */
export interface ValidatingWorker {
  readonly registry: PluginRegistry;
  /** The worker's own properties: converters, client override policy, exactly-once support. */
  readonly properties: ConfigMap;
  /** The group of the worker: no sink's consumers may join it. */
  readonly groupId: string;
}

/** Finds classes by name or alias among the plugins and what else Kafka Connect is known to have. */
export function classResolver(registry: PluginRegistry): ClassResolver {
  return (name) => findClass(registry, javaTrim(name));
}

/** What the framework's keys depend on for a connector with this configuration. */
export function frameworkContext(props: SubmittedConfig, { registry, properties }: ValidatingWorker): FrameworkContext {
  const converter = (use: ConverterUse): ConverterDefaults => converterDefaults(props, registry, properties, use);
  return {
    registry,
    connectorVersion: newestConnectorVersion(registry, valueOf(props, 'connector.class') ?? null),
    converters: { key: converter('key'), value: converter('value'), header: converter('header') },
  };
}

export function newestConnectorVersion(registry: PluginRegistry, connectorClass: string | null): string | null {
  return connectorClass === null ? null : (registry.versions(connectorClass, CONNECTOR_TYPES).at(-1) ?? null);
}

/** The default class is the worker's; the default version is that of the class that counts. */
function converterDefaults(
  props: SubmittedConfig,
  registry: PluginRegistry,
  properties: ConfigMap,
  use: ConverterUse,
): ConverterDefaults {
  const workers = registry.fullClassName(workerConverterClass(properties, use));
  const own = valueOf(props, `${use}.converter`) ?? null;
  const type = use === 'header' ? 'header_converter' : 'converter';
  const newest = registry.versions(own ?? workers, [type]).at(-1) ?? null;
  const pinned = own === null ? valueOf(properties, `${use}.converter.plugin.version`) : undefined;
  return { class: workers, version: pinned ?? newest };
}

import type { PluginManifest } from '@millrace/connector-api';
import type { AliasedPluginName, PluginName, TaskPlugins } from '../metrics/task-snapshot.ts';
import { converterSettings } from '../plugin/converter-settings.ts';
import type { ConverterUse } from '../plugin/converter-settings.ts';
import { valueOf } from '../plugin/prefixed.ts';
import { transformSettings } from '../plugin/transform-settings.ts';
import type { AliasedPluginSettings } from '../plugin/transform-settings.ts';
import type { StartTaskRequest } from './task-host.ts';
import type { TaskEnvironment } from './task-order.ts';

/** The plugins that a task is about to be made of, by class and version. Throws ConfigError for one that is not declared rightly. */
export function taskPlugins(
  { registry, workerProperties }: Pick<TaskEnvironment, 'registry' | 'workerProperties'>,
  { connectorConfig, taskConfig }: StartTaskRequest,
  connector: PluginManifest,
): TaskPlugins {
  function nameOf(className: string, types: readonly PluginManifest['type'][], version: string | null): PluginName {
    const manifest = registry.resolve(className, types, version);
    return { class: manifest?.class ?? className, version: manifest?.version ?? '' };
  }

  function converter(use: ConverterUse): PluginName {
    const settings = converterSettings(connectorConfig, workerProperties, use);
    return nameOf(settings.class, [use === 'header' ? 'header_converter' : 'converter'], settings.version);
  }

  const aliased =
    (type: PluginManifest['type']) =>
    ({ alias, class: className, version }: AliasedPluginSettings): AliasedPluginName => ({
      alias,
      ...nameOf(className, [type], version),
    });

  const transforms = transformSettings(connectorConfig);
  const predicates = new Map(transforms.flatMap(({ predicate }) => (predicate === null ? [] : [[predicate.alias, predicate]])));
  return {
    type: connector.type === 'sink' ? 'sink' : 'source',
    connectorClass: connector.class,
    connectorVersion: connector.version,
    taskClass: valueOf(taskConfig, 'task.class') ?? '',
    keyConverter: converter('key'),
    valueConverter: converter('value'),
    headerConverter: converter('header'),
    transforms: transforms.map(aliased('transformation')),
    predicates: [...predicates.values()].map(aliased('predicate')),
  };
}

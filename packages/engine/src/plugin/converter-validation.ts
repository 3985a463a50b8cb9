import { ConfigError, hashOrdered } from '@millrace/connector-api';
import type { AnyConfigDef, ConfigValue } from '@millrace/connector-api';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import type { ConfigInfosPart } from './config-infos.ts';
import { mergeConfigInfos, prefixedConfigInfos } from './config-infos.ts';
import type { ConverterUse } from './converter-settings.ts';
import type { LoadedPlugins } from './loaded-plugins.ts';
import { valueOf, withPrefix } from './prefixed.ts';
import { PluginVersionError } from './registry.ts';
import type { PluginRegistry } from './registry.ts';
import { classResolver } from './validation-context.ts';

const USES: readonly ConverterUse[] = ['header', 'key', 'value'];

/**
 * The settings of the converters that the connector's own configuration names, under their prefixes. What is wrong with a converter
 * as a whole is added to the values of its class and version.
 */
export function validateConverters(
  props: SubmittedConfig,
  values: ReadonlyMap<string, ConfigValue>,
  registry: PluginRegistry,
  loaded: LoadedPlugins,
): ConfigInfosPart {
  return mergeConfigInfos(
    '',
    USES.map((use) => validateConverter(use, props, values, registry, loaded)),
  );
}

function validateConverter(
  use: ConverterUse,
  props: SubmittedConfig,
  values: ReadonlyMap<string, ConfigValue>,
  registry: PluginRegistry,
  loaded: LoadedPlugins,
): ConfigInfosPart | null {
  const classKey = `${use}.converter`;
  const classValue = values.get(classKey);
  const versionValue = values.get(`${classKey}.plugin.version`);
  const name = valueOf(props, classKey) ?? null;
  if (name === null || classValue === undefined || versionValue === undefined) return null;
  if (classValue.errorMessages.length > 0 || versionValue.errorMessages.length > 0) return null;

  const version = valueOf(props, `${classKey}.plugin.version`) ?? null;
  const def = converterConfigOrNull(use, name, version, classValue, versionValue, registry, loaded);
  if (def === null) return null;
  try {
    const own = withPrefix(props, `${classKey}.`);
    own['converter.type'] ??= use;
    const checked = [...hashOrdered(def.validateAll(own as ConfigMap, { resolveClass: classResolver(registry) })).values()];
    return prefixedConfigInfos(def.configKeys, checked, `${classKey}.`);
  } catch (error) {
    classValue.errorMessages.push(`Failed to perform config validation for ${use} converter: ${messageOf(error)}`);
    return null;
  }
}

function converterConfigOrNull(
  use: ConverterUse,
  name: string,
  version: string | null,
  classValue: ConfigValue,
  versionValue: ConfigValue,
  registry: PluginRegistry,
  loaded: LoadedPlugins,
): AnyConfigDef | null {
  try {
    const manifest = registry.resolve(name, [use === 'header' ? 'header_converter' : 'converter'], version);
    if (manifest === undefined) throw new ConfigError(name);
    return loaded.get(manifest).config;
  } catch (error) {
    if (error instanceof PluginVersionError) {
      classValue.errorMessages.push(error.message);
      versionValue.errorMessages.push(error.message);
    } else {
      classValue.errorMessages.push(`Failed to load class ${name}: ${messageOf(error)}`);
    }
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { convertToString, createConfigValue } from '@millrace/connector-api';
import type { ConfigKey, ConfigType, ConfigValue } from '@millrace/connector-api';
import type { ConfigInfosData, ConfigKeyData, ConfigValueData } from '../model/config-infos.ts';

/** A part of an answer: some settings with what was found out about them. */
export type ConfigInfosPart = Omit<ConfigInfosData, 'name'>;

/** How the REST API shows a key's definition, its name and dependents as they stand. */
export function configKeyData(key: ConfigKey, prefix = ''): ConfigKeyData {
  return {
    name: prefix + key.name,
    type: key.type,
    required: !key.hasDefault,
    default_value: key.hasDefault ? convertToString(key.defaultValue, key.type) : null,
    importance: key.importance,
    documentation: key.documentation,
    group: key.group,
    order_in_group: key.orderInGroup,
    width: key.width,
    display_name: key.displayName,
    dependents: key.dependents,
  };
}

/** How the REST API shows what was found out about a setting. `type` is null for one that nobody declared. */
export function configValueData(value: ConfigValue, type: ConfigType | null, prefix = ''): ConfigValueData {
  const itemType = type === 'LIST' ? 'STRING' : type;
  return {
    name: prefix + value.name,
    value: convertToString(value.value, type),
    recommended_values: value.recommendedValues.map((recommended) => convertToString(recommended, itemType) ?? 'null'),
    errors: [...value.errorMessages],
    visible: value.visible,
  };
}

/** The settings by their definition, after those values that no definition goes with. Every error text counts. */
export function configInfosOf(
  keys: ReadonlyMap<string, ConfigKey>,
  values: readonly ConfigValue[],
  groups: readonly string[],
): ConfigInfosPart {
  const byName = new Map(values.map((value) => [value.name, value]));
  const undeclared = values.filter(({ name }) => !keys.has(name));
  const configs = [
    ...undeclared.map((value) => ({ definition: null, value: configValueData(value, null) })),
    ...[...keys].map(([name, key]) => ({
      definition: configKeyData(key),
      value: configValueData(byName.get(name) ?? createConfigValue(name), key.type),
    })),
  ];
  return { error_count: configs.reduce((count, { value }) => count + value.errors.length, 0), groups: [...groups], configs };
}

/** Settings of a converter or a client under their prefix, in the order of the values. A setting counts as one error, however many. */
export function prefixedConfigInfos(
  keys: ReadonlyMap<string, ConfigKey>,
  values: readonly ConfigValue[],
  prefix: string,
): ConfigInfosPart {
  const groups = new Set<string>();
  const configs = values.map((value) => {
    const key = keys.get(value.name);
    if (key !== undefined && key.group !== null) groups.add(key.group);
    // A prefixed value is always visible, as in Java.
    const shown = configValueData({ ...value, visible: true }, key?.type ?? null, prefix);
    return { definition: key === undefined ? null : configKeyData(key, prefix), value: shown };
  });
  return { error_count: configs.filter(({ value }) => value.errors.length > 0).length, groups: [...groups], configs };
}

/** The parts one after the other, under the class as the configuration names it. */
export function mergeConfigInfos(name: string, parts: readonly (ConfigInfosPart | null)[]): ConfigInfosData {
  const present = parts.filter((part) => part !== null);
  return {
    name,
    error_count: present.reduce((count, part) => count + part.error_count, 0),
    groups: [...new Set(present.flatMap((part) => part.groups))],
    configs: present.flatMap((part) => part.configs),
  };
}

import type { ConfigInfosData, ConfigValueData } from '../model/config-infos.ts';
import type { SubmittedConfig } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { ResolvedConfig } from './config-resolver.ts';
import { restorer } from './restore-variables.ts';
import type { SecretMask } from './secret-mask.ts';

const PASSWORD = '[hidden]';

/**
 * What validation found out about a resolved configuration, fit to be shown: settings are shown with the variables that they were given
 * with, and values within messages by their variables. Java shows the values.
 */
export function showConfigInfos(
  given: SubmittedConfig,
  resolved: ResolvedConfig<string | null>,
  mask: SecretMask,
  infos: ConfigInfosData,
): ConfigInfosData {
  if (resolved.values.size === 0) return infos;
  const restore = restorer(resolved);
  const show = (value: ConfigValueData): ConfigValueData => {
    const own = valueOf(given, value.name) ?? null;
    const text = valueOf(resolved.config, value.name) ?? null;
    const isResolved = own !== null && text !== null && text !== own;
    const isShown = value.value !== null && value.value !== PASSWORD;
    return {
      ...value,
      value: isResolved && isShown ? own : value.value === null ? null : restore(value.value),
      errors: value.errors.map((error) => mask.hide(isResolved ? withoutValue(error, text, own) : error)),
      recommended_values: value.recommended_values.map(restore),
    };
  };
  return {
    ...infos,
    name: valueOf(given, 'connector.class') ?? infos.name,
    configs: infos.configs.map(({ definition, value }) => ({ definition, value: show(value) })),
  };
}

/** The value at the beginning of a message, however short it is. */
function withoutValue(error: string, value: string, shown: string): string {
  for (const form of [value, value.trim()]) {
    const start = `Invalid value ${form} for configuration `;
    if (error.startsWith(start)) return `Invalid value ${shown} for configuration ${error.slice(start.length)}`;
  }
  return error;
}

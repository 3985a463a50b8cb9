import type { ConfigInfosData } from '../model/config-infos.ts';

/** What creating a connector with a configuration that has errors answers: the errors, one a line, in the order of the settings. */
export function invalidConfigMessage(infos: ConfigInfosData): string {
  return [
    `Connector configuration is invalid and contains the following ${infos.error_count} error(s):`,
    ...infos.configs.flatMap(({ value }) => value.errors),
    'You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`',
  ].join('\n');
}

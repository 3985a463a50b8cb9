import type { ParseOptions, Properties } from '../config-def.ts';
import type { ConfigValue } from '../config-value.ts';
import type { SinkConnectorPlugin } from '../sink.ts';
import type { SourceConnectorPlugin } from '../source.ts';

type ConnectorPlugin = SourceConnectorPlugin | SinkConnectorPlugin;

/** Classes that settings name are all taken to be there. */
const ANY_CLASS: ParseOptions = { resolveClass: (name) => ({ name }) };

/** What the plugin finds in a configuration, by its own `validate` or by its ConfigDef. */
export async function validatePlugin(plugin: ConnectorPlugin, config: Properties): Promise<readonly ConfigValue[]> {
  return plugin.validate === undefined ? plugin.config.validate(config, ANY_CLASS) : plugin.validate(config, ANY_CLASS);
}

/** A task's configuration as its `start` gets it. Throws ConfigError. */
export function parseTaskConfig(plugin: ConnectorPlugin, config: Properties): unknown {
  return plugin.config.parse(config, ANY_CLASS);
}

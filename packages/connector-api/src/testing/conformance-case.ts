import type { Properties } from '../config-def.ts';
import type { ConfigValue } from '../config-value.ts';
import { ConfigError } from '../errors.ts';
import type { SinkConnectorPlugin } from '../sink.ts';
import type { SourceConnectorPlugin } from '../source.ts';
import { inTime } from './harness-options.ts';
import { validatePlugin } from './validate-plugin.ts';

/** One thing that a worker expects of a connector. Hand `run` to any test runner; it rejects, saying why, when the connector does not do it. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The connector does not do what a worker expects; the message says what it does instead. */
export class ConformanceError extends Error {
  override readonly name: string = 'ConformanceError';
}

/** Throws ConformanceError unless it holds. */
export function requireThat(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ConformanceError(message);
}

/** What the cases of both kinds of connectors are made with. */
export interface ConfigCases {
  readonly plugin: SourceConnectorPlugin | SinkConnectorPlugin;
  readonly badConfigs: readonly BadConfig[];
  readonly timeoutMs: number;
  /** Runs with a configuration of its own, and cleans up afterwards. */
  readonly prepared: (run: (config: Properties) => Promise<void>) => Promise<void>;
}

/** A configuration that the connector has to refuse. */
export interface BadConfig {
  /** What is different in it; null leaves the setting out. */
  readonly change: Readonly<Record<string, string | null>>;
  /** The setting that is to be told to be wrong; any if absent. */
  readonly key?: string;
}

/** What a worker expects of a connector's settings. */
export function configCases({ plugin, badConfigs, timeoutMs, prepared }: ConfigCases): ConformanceCase[] {
  const validate = (config: Properties): Promise<readonly ConfigValue[]> =>
    inTime('The validation', timeoutMs, () => validatePlugin(plugin, config));

  return [
    {
      name: 'documents every setting',
      async run() {
        for (const { name, documentation } of plugin.config.configKeys.values()) {
          requireThat(documentation.trim() !== '', `The setting ${name} has no documentation`);
        }
        requireThat(typeof plugin.taskClass === 'string' && plugin.taskClass !== '', 'The plugin has no taskClass');
      },
    },
    {
      name: 'accepts a good configuration',
      run: () =>
        prepared(async (config) => {
          const errors = (await validate(config)).flatMap((value) => value.errorMessages);
          requireThat(errors.length === 0, `A good configuration is refused: ${errors.join('; ')}`);
        }),
    },
    {
      name: 'refuses a configuration without a setting that is required',
      run: () =>
        prepared(async (config) => {
          for (const { name, hasDefault } of plugin.config.configKeys.values()) {
            if (!hasDefault) await requireRefusal(validate, changed(config, { [name]: null }), name);
          }
        }),
    },
    {
      name: 'refuses bad configurations, and says which setting is wrong',
      run: () =>
        prepared(async (config) => {
          for (const { change, key } of badConfigs) await requireRefusal(validate, changed(config, change), key);
        }),
    },
  ];
}

async function requireRefusal(
  validate: (config: Properties) => Promise<readonly ConfigValue[]>,
  config: Properties,
  key: string | undefined,
): Promise<void> {
  let values: readonly ConfigValue[];
  try {
    values = await validate(config);
  } catch (error) {
    if (error instanceof ConfigError) return;
    throw new ConformanceError(`Validation failed, instead of saying what is wrong: ${String(error)}`, { cause: error });
  }
  const wrong = values.filter(({ errorMessages }) => errorMessages.length > 0).map(({ name }) => name);
  const shown = JSON.stringify(config);
  if (key === undefined) requireThat(wrong.length > 0, `Validation finds nothing wrong with ${shown}`);
  else requireThat(wrong.includes(key), `Validation finds nothing wrong with the setting ${key} of ${shown}`);
}

function changed(config: Properties, change: Readonly<Record<string, string | null>>): Properties {
  const settings = new Map(Object.entries(config));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) settings.delete(key);
    else settings.set(key, value);
  }
  return Object.freeze(Object.fromEntries(settings));
}

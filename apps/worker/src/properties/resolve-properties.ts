import { ConfigError, type PluginManifest } from '@millrace/connector-api';
import type { Logger } from '@millrace/engine';
import { UsageError } from './usage-error.ts';
import type { WorkerProperty } from './worker-properties.ts';

/** The worker's properties with the variables of config providers in them resolved. */
export interface ResolvedProperties {
  readonly properties: ReadonlyMap<string, WorkerProperty>;
  /** What was put in, by variable. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What the providers had to say. */
  readonly warnings: readonly string[];
}

/**
 * Resolves `${provider:path:key}` in the worker's own properties, by the config providers that they declare. Throws UsageError when a
 * provider cannot be made or cannot read.
 */
export async function resolveWorkerProperties(
  given: ReadonlyMap<string, WorkerProperty>,
  manifests: () => Promise<readonly PluginManifest[]>,
): Promise<ResolvedProperties> {
  const warnings: string[] = [];
  if ((given.get('config.providers')?.value ?? '').trim() === '') return { properties: given, secrets: new Map(), warnings };
  const { resolveProperties } = await import('@millrace/engine');
  const texts = Object.fromEntries([...given].map(([key, { value }]) => [key, value]));
  try {
    const { config, values } = await resolveProperties(texts, await manifests(), noteWarnings(warnings));
    const properties = [...given].map(([key, { origin }]) => [key, { value: config[key]!, origin }] as const);
    return { properties: new Map(properties), secrets: values, warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError(`The worker's configuration cannot be resolved by its config providers: ${error.message}`, {
      cause: error,
    });
  }
}

function noteWarnings(warnings: string[]): Logger {
  const none = (): void => undefined;
  return { trace: none, debug: none, info: none, error: none, warn: (message) => void warnings.push(message) };
}

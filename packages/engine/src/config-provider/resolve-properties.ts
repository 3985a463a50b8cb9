import type { PluginManifest } from '@millrace/connector-api';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import { createPluginRegistry } from '../plugin/registry.ts';
import { createConfigResolver } from './config-resolver.ts';
import type { ResolvedConfig } from './config-resolver.ts';
import { openConfigProviders } from './open-config-providers.ts';

/**
 * A worker's properties with the variables in them resolved by the config providers that they declare. Throws ConfigError for providers
 * that cannot be made, and what a provider throws.
 */
export async function resolveProperties(
  properties: ConfigMap,
  manifests: readonly PluginManifest[],
  logger: Logger,
): Promise<ResolvedConfig> {
  const providers = await openConfigProviders(properties, createPluginRegistry(manifests), logger);
  try {
    return await createConfigResolver(providers.byName).resolve(properties);
  } finally {
    await providers.close();
  }
}

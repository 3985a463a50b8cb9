import { createHmac } from 'node:crypto';
import { createConfigResolver } from '../config-provider/config-resolver.ts';
import type { ConfigResolver, ResolvedConfig } from '../config-provider/config-resolver.ts';
import { openConfigProviders } from '../config-provider/open-config-providers.ts';
import type { ConfigProviders } from '../config-provider/open-config-providers.ts';
import { createSecretMask } from '../config-provider/secret-mask.ts';
import { showConfigInfos } from '../config-provider/show-config-infos.ts';
import type { ConfigInfosData } from '../model/config-infos.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import { errorFromData, errorToData } from './error-data.ts';
import type { ConfigSources } from './task-host.ts';

/**
 * The variables in configurations, within a task host: looks their values up with config providers of its own, and sees to it that no
 * value leaves the host.
 */
export interface HostConfigs {
  /** Rejects with what a provider throws. */
  resolve<V extends string | null>(config: Readonly<Record<string, V>>): Promise<ResolvedConfig<V>>;
  /** What may be told of a resolved configuration; null if it has no values of providers. */
  sourcesOf(resolved: ResolvedConfig): ConfigSources | null;
  /** Validates the resolved configuration and answers with the given one. */
  validate(config: SubmittedConfig, validate: (resolved: SubmittedConfig) => Promise<ConfigInfosData>): Promise<ConfigInfosData>;
  /** Texts, and data with texts, as they may leave the host. */
  hideIn<T>(data: T): T;
  /** An error as it may leave the host: the same if there is nothing to hide in it. */
  hideInError(error: unknown): unknown;
  close(): Promise<void>;
}

export interface HostConfigsOptions {
  readonly registry: PluginRegistry;
  /** The worker's own, with their variables resolved. */
  readonly workerProperties: ConfigMap;
  /** The values that were put into them, by variable. */
  readonly workerSecrets: ReadonlyMap<string, string>;
  /** Makes values comparable without telling them. */
  readonly digestKey: string;
  readonly logger: Logger;
}

export function createHostConfigs(options: HostConfigsOptions): HostConfigs {
  const { registry, workerProperties, digestKey, logger } = options;
  const mask = createSecretMask(options.workerSecrets);
  let providers: Promise<ConfigProviders> | null = null;

  async function resolver(): Promise<ConfigResolver> {
    providers ??= openConfigProviders(workerProperties, registry, logger);
    try {
      return createConfigResolver((await providers).byName);
    } catch (error) {
      // What a provider needs may be there the next time.
      providers = null;
      throw error;
    }
  }

  async function resolve<V extends string | null>(config: Readonly<Record<string, V>>): Promise<ResolvedConfig<V>> {
    const resolved = await (await resolver()).resolve(config);
    mask.learn(resolved.values);
    return resolved;
  }

  return {
    resolve,
    sourcesOf({ config, values, ttlMs }) {
      if (values.size === 0) return null;
      const reloads = valueOf(config, 'config.action.reload')?.trim().toLowerCase() !== 'none';
      const digest = (value: string): string => createHmac('sha256', digestKey).update(value).digest('base64');
      return {
        reloadMs: reloads ? ttlMs : null,
        digests: new Map([...values].map(([variable, value]) => [variable, digest(value)])),
      };
    },
    async validate(config, validate) {
      const resolved = await resolve(config);
      return showConfigInfos(config, resolved, mask, await validate(resolved.config));
    },
    hideIn: (data) => mask.hideIn(data),
    hideInError(error) {
      const data = errorToData(error);
      const shown = mask.hideIn(data);
      return shown === data ? error : errorFromData(shown);
    },
    async close() {
      await (await providers?.catch(() => null))?.close();
    },
  };
}

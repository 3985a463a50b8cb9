import type { CandidateConfig, ConfigInfos, ConfigKeyInfo, PluginInfo } from '@millrace/contract';
import type { ConnectPromise } from './connect-promise.ts';
import { getPluginConfig, listPlugins, validatePluginConfig } from './generated/sdk.gen.ts';
import { validateConfig } from './invalid-config.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

export interface ListPluginsOptions extends CallOptions {
  /** Sources and sinks only, or converters, transformations and predicates too. Only connectors unless said otherwise. */
  readonly connectorsOnly?: boolean;
}

/** The plugins that the worker has. */
export class Plugins {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The connectors; with `connectorsOnly: false` all plugins (Apache Kafka Connect tells them from 3.2). */
  list({ connectorsOnly, ...options }: ListPluginsOptions = {}): ConnectPromise<PluginInfo[]> {
    return this.#transport.call(listPlugins, { query: connectorsOnly === undefined ? {} : { connectorsOnly } }, options);
  }

  /** The settings that a plugin has. */
  config(plugin: string, options?: CallOptions): ConnectPromise<ConfigKeyInfo[]> {
    return this.#transport.call(getPluginConfig, { path: { plugin } }, options);
  }

  /**
   * What the server makes of a configuration, setting by setting, without anything being written. Whatever is wrong with it, the answer is a
   * verdict and no error. `plugin` is that of `connector.class` unless said otherwise.
   */
  validate(config: CandidateConfig, options?: CallOptions): ConnectPromise<ConfigInfos>;
  validate(plugin: string, config: CandidateConfig, options?: CallOptions): ConnectPromise<ConfigInfos>;
  validate(...given: [CandidateConfig, CallOptions?] | [string, CandidateConfig, CallOptions?]): ConnectPromise<ConfigInfos> {
    if (typeof given[0] !== 'string') return validateConfig(this.#transport, given[0], given[1]);
    const [plugin, body, options] = given as [string, CandidateConfig, CallOptions?];
    return this.#transport.call(validatePluginConfig, { path: { plugin }, body }, options);
  }
}

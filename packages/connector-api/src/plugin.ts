import type { ConfigProviderPlugin } from './config-provider.ts';
import type { ConverterPlugin, HeaderConverterPlugin } from './converter.ts';
import type { SinkConnectorPlugin } from './sink.ts';
import type { SourceConnectorPlugin } from './source.ts';
import type { PredicatePlugin, TransformationPlugin } from './transformation.ts';

/** What a plugin's module exports under the name that its manifest gives. */
export type Plugin =
  | SourceConnectorPlugin
  | SinkConnectorPlugin
  | ConverterPlugin
  | HeaderConverterPlugin
  | TransformationPlugin
  | PredicatePlugin
  | ConfigProviderPlugin;

export type PluginType = Plugin['type'];

/**
 * Says that a plugin is there and how to load it: plain data, so that it can be handed to any thread. A worker is given a list
 * of manifests; nothing that is not on the list is ever imported.
 */
export interface PluginManifest {
  /** The name that configurations use, a Java class name for stock plugins. */
  readonly class: string;
  readonly type: PluginType;
  readonly version: string;
  /** URL of the module (`file:`). */
  readonly module: string;
  /** The module's export that is the {@link Plugin}. */
  readonly export: string;
  /**
   * false: validation never proposes it among recommended values. The extras that come with the worker say so, because an answer
   * then is that of a worker with the stock plugins. Absent: it is proposed.
   */
  readonly recommended?: boolean;
}

import { ConfigError, ConnectError } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { aliasList } from './alias-list.ts';
import { valueOf, withPrefix } from './prefixed.ts';

/** A transformation or predicate that a connector's tasks are to make. */
export interface AliasedPluginSettings {
  readonly alias: string;
  /** Class name or alias of the plugin. */
  readonly class: string;
  /** `….plugin.version`; null: the newest. */
  readonly version: string | null;
  /** The plugin's own settings, without their prefix. */
  readonly props: ConfigMap;
}

/** One step of a connector's chain of transformations (KIP-66), with the predicate that guards it (KIP-585). */
export interface TransformSettings extends AliasedPluginSettings {
  /** null: applied to every record. */
  readonly predicate: AliasedPluginSettings | null;
  /** Applied where the predicate does not hold. */
  readonly negate: boolean;
}

/** The transformations of a connector, in order. Throws ConfigError for a type that is missing, ConnectError for
 * a predicate that is not declared. */
export function transformSettings(props: ConfigMap): TransformSettings[] {
  const predicates = new Set(aliasList(props, 'predicates'));
  return aliasList(props, 'transforms').map((alias) => stepSettings(props, alias, predicates));
}

function stepSettings(props: ConfigMap, alias: string, predicates: ReadonlySet<string>): TransformSettings {
  const { predicate, negate, ...own } = withPrefix(props, `transforms.${alias}.`);
  if (predicate !== undefined && !predicates.has(predicate)) {
    const error = new ConfigError(`Unknown configuration 'predicates.${predicate}.plugin.version'`);
    throw wrapped(wrapped(error));
  }
  return {
    ...pluginSettings(props, 'transforms', alias, own),
    predicate: predicate === undefined ? null : pluginSettings(props, 'predicates', predicate),
    negate: negate?.toLowerCase() === 'true',
  };
}

function pluginSettings(
  props: ConfigMap,
  kind: 'transforms' | 'predicates',
  alias: string,
  own: ConfigMap = withPrefix(props, `${kind}.${alias}.`),
): AliasedPluginSettings {
  const type = valueOf(own, 'type');
  if (type === undefined)
    throw new ConfigError(`Missing required configuration "${kind}.${alias}.type" which has no default value.`);
  return { alias, class: type.trim(), version: valueOf(own, 'plugin.version') ?? null, props: own };
}

/** As Java wraps an error on its way up: with its class before its message. */
function wrapped(error: ConnectError): ConnectError {
  return new ConnectError(`${error.javaClass}: ${error.message}`, { cause: error });
}

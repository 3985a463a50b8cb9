import { InternalError } from '../model/errors.ts';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import { OFFSETS_TOPIC, offsetsTopicOf } from '../plugin/offsets-topic.ts';
import { valueOf } from '../plugin/prefixed.ts';
import { sinkGroupId } from '../plugin/sink-checks.ts';

/** Where the offsets of a connector are. */
export interface OffsetsOwner {
  readonly type: ConnectorType;
  /** The consumer group of a sink; a source has none. */
  readonly groupId: string;
  /** A source's own topic for its offsets; null: the worker's, or a sink. */
  readonly offsetsTopic: string | null;
  /** What the connector sets of admins, prefix and all. */
  readonly adminOverrides: ConfigMap;
}

const GROUP_ID = 'consumer.override.group.id';
const ADMIN_OVERRIDES = 'admin.override.';
const SETTINGS: ReadonlySet<string> = new Set(['connector.class', 'connector.plugin.version', GROUP_ID, OFFSETS_TOPIC]);

/**
 * Tells where a connector's offsets are. Settings that have variables are resolved before, as Java does here, other than where it
 * tells the type of a connector. Throws InternalError for a class that is not here.
 */
export async function findOffsetsOwner(
  name: string,
  config: ConfigMap,
  typeOf: (config: ConfigMap) => ConnectorType | null,
  resolve: (settings: ConfigMap) => Promise<ConfigMap>,
): Promise<OffsetsOwner> {
  const given: ConfigMap = Object.fromEntries(
    Object.entries(config).filter(([key]) => SETTINGS.has(key) || key.startsWith(ADMIN_OVERRIDES)),
  );
  const settings = Object.values(given).some((text) => text.includes('${')) ? await resolve(given) : given;
  const type = typeOf(settings);
  if (type === null) {
    throw new InternalError(`The class of connector ${name}, ${valueOf(config, 'connector.class')}, is not on this worker`);
  }
  const adminOverrides = Object.fromEntries(Object.entries(settings).filter(([key]) => key.startsWith(ADMIN_OVERRIDES)));
  const offsetsTopic = type === 'source' ? offsetsTopicOf(settings) : null;
  return { type, groupId: valueOf(settings, GROUP_ID) ?? sinkGroupId(name), offsetsTopic, adminOverrides };
}

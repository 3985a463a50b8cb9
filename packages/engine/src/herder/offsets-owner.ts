import { InternalError } from '../model/errors.ts';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import { sinkGroupId } from '../plugin/sink-checks.ts';

/** Where the offsets of a connector are. */
export interface OffsetsOwner {
  readonly type: ConnectorType;
  /** The consumer group of a sink; a source has none. */
  readonly groupId: string;
}

const GROUP_ID = 'consumer.override.group.id';
const SETTINGS = ['connector.class', 'connector.plugin.version', GROUP_ID] as const;

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
    SETTINGS.flatMap((key) => {
      const text = valueOf(config, key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
  const settings = Object.values(given).some((text) => text.includes('${')) ? await resolve(given) : given;
  const type = typeOf(settings);
  if (type === null) {
    throw new InternalError(`The class of connector ${name}, ${valueOf(config, 'connector.class')}, is not on this worker`);
  }
  return { type, groupId: valueOf(settings, GROUP_ID) ?? sinkGroupId(name) };
}

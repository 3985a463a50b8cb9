import type { ConfigMap } from '../model/names.ts';
import { withPrefix } from './prefixed.ts';

export type ClientKind = 'producer' | 'consumer' | 'admin';

/** What a connector's configuration sets of its clients: `producer.override.*` and so on (KIP-458), without the prefix. */
export function clientOverrides(props: ConfigMap, kind: ClientKind): ConfigMap {
  return withPrefix(props, `${kind}.override.`);
}

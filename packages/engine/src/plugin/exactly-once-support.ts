import { BadRequestError } from '../model/errors.ts';
import type { ConfigMap } from '../model/names.ts';
import { valueOf } from './prefixed.ts';

/** How far a worker is on the way to delivering source records exactly once (KIP-618). */
export type ExactlyOnceSupport = 'disabled' | 'preparing' | 'enabled';

const KEY = 'exactly.once.source.support';

/** What the worker's properties say of it, in any case; disabled where they are silent. Throws BadRequestError for anything else. */
export function exactlyOnceSupport(properties: ConfigMap): ExactlyOnceSupport {
  const text = valueOf(properties, KEY)?.trim() ?? 'disabled';
  const value = text.toLowerCase();
  if (value === 'disabled' || value === 'preparing' || value === 'enabled') return value;
  throw new BadRequestError(`Invalid value ${text} for configuration ${KEY}: give disabled, preparing or enabled`);
}

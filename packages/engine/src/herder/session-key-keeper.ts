import { randomBytes } from 'node:crypto';
import type { SessionKey } from '../model/cluster-config.ts';
import type { Logger } from '../model/logger.ts';
import type { Clock } from '../model/clock.ts';
import type { SessionKeySettings } from './engine-settings.ts';

/** Sees to it that the group has a session key, and a new one when its time is over (KIP-507). Only the leader makes keys. */
export interface SessionKeyKeeper {
  /** Resolves when the group has a key, if this worker leads it. */
  check(): Promise<void>;
  /** The leader, or the key, may be another one. */
  changed(): void;
  close(): void;
}

export interface SessionKeyKeeperOptions {
  readonly settings: SessionKeySettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isLeader: () => boolean;
  readonly current: () => SessionKey | null;
  readonly put: (key: SessionKey) => Promise<void>;
}

/** How long to wait before a key that could not be written is tried again. Milliseconds. */
const RETRY_MS = 10_000;

export function createSessionKeyKeeper(options: SessionKeyKeeperOptions): SessionKeyKeeper {
  const { settings, clock, logger, isLeader, current, put } = options;
  let cancel: () => void = () => undefined;
  let closed = false;

  function callAgain(ms: number): void {
    cancel();
    if (closed) return;
    cancel = clock.after(ms, changed);
  }

  function changed(): void {
    check().catch((error: unknown) => {
      if (closed) return;
      logger.error('The session key could not be written; trying again', { error });
      callAgain(RETRY_MS);
    });
  }

  async function check(): Promise<void> {
    if (closed || !isLeader()) return;
    const now = clock.now();
    if (!isUsable(current(), settings, now)) {
      await put({ key: randomBytes(settings.bytes), algorithm: settings.algorithm, creationTimestamp: now });
    }
    const key = current();
    if (settings.ttlMs > 0 && key !== null) callAgain(Math.max(0, key.creationTimestamp + settings.ttlMs - now));
  }

  return {
    check,
    changed,
    close() {
      closed = true;
      cancel();
    },
  };
}

function isUsable(key: SessionKey | null, { algorithm, bytes, ttlMs }: SessionKeySettings, now: number): boolean {
  if (key === null || key.algorithm !== algorithm || key.key.length !== bytes) return false;
  return ttlMs === 0 || key.creationTimestamp + ttlMs > now;
}

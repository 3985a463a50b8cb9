import type { Logger } from '../model/logger.ts';

/** What was made for a task and has to be released with it, however far its making came. */
export interface Releases {
  add(what: string, release: () => void | Promise<void>): void;
  /** Releases all, the last first; what one throws is logged. A second call waits for the first. */
  release(): Promise<void>;
}

export function createReleases(logger: Logger): Releases {
  const entries: { readonly what: string; readonly release: () => void | Promise<void> }[] = [];
  let released: Promise<void> | null = null;

  async function releaseAll(): Promise<void> {
    for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
      try {
        await entry.release();
      } catch (error) {
        logger.warn(`Failed to close ${entry.what}`, { error });
      }
    }
  }

  return {
    add: (what, release) => void entries.push({ what, release }),
    release: () => (released ??= releaseAll()),
  };
}

import { BroadcastChannel } from 'node:worker_threads';

/** What changed: {@link topicsChange}, or what {@link topicChange}, {@link partitionChange}, {@link groupChange} or {@link sessionChange} answers. */
export type Change = string;

/** Some topic was made or deleted. */
export const topicsChange: Change = 'topics';

/** This topic was made or deleted. */
export function topicChange(name: string): Change {
  return `t${name}`;
}

export function partitionChange(topicId: number, partition: number): Change {
  return `p${topicId}:${partition}`;
}

export function groupChange(groupHash: Buffer): Change {
  return `g${groupHash.toString('base64')}`;
}

const sessionPrefix = 's';

/** A thread has opened the store. */
export function sessionChange(sessionId: string): Change {
  return `${sessionPrefix}${sessionId}`;
}

/**
 * Wakes those who wait for a change of the store, in this thread and in the other ones of the process. Listeners are called after
 * the change is on disk.
 */
export class ChangeSignal {
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Map<Change, Set<() => void>>();

  constructor(channelName: string) {
    this.#channel = new BroadcastChannel(channelName);
    this.#channel.addEventListener('message', (event) => this.#wake((event as MessageEvent).data as readonly Change[]));
    this.#channel.unref();
  }

  /** Calls the listener for each change; the answer ends that. */
  on(change: Change, listener: () => void): () => void {
    let listeners = this.#listeners.get(change);
    if (listeners === undefined) this.#listeners.set(change, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(change) === listeners) this.#listeners.delete(change);
    };
  }

  /** Calls the listener with the id of each thread that opens the store from now on. */
  onSession(listener: (sessionId: string) => void): void {
    this.#channel.addEventListener('message', (event) => {
      for (const change of (event as MessageEvent).data as readonly Change[]) {
        if (change.startsWith(sessionPrefix)) listener(change.slice(sessionPrefix.length));
      }
    });
  }

  emit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#wake(changes);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel among threads has no origin
    this.#channel.postMessage(changes);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel.close();
  }

  #wake(changes: readonly Change[]): void {
    for (const change of changes) {
      for (const listener of this.#listeners.get(change) ?? []) listener();
    }
  }
}

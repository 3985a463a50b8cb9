import { EngineError } from '../../model/errors.ts';

/** How much one group writes before the next one starts. */
const largestGroupBytes = 32 * 1024 * 1024;
const largestGroup = 2000;

interface Work {
  readonly bytes: number;
  readonly entries: number;
  readonly action: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupSize {
  readonly bytes: number;
  readonly entries: number;
}

/** Runs `body` in one transaction; resolves when that is on disk, rejects when nothing of it is. */
export type Commit = (size: GroupSize, body: () => void) => Promise<void>;

/** How long a group is waited for: until this turn is over, or until all that is ready in the event loop has had its turn. */
export type Gathering = 'turn' | 'loop';

/**
 * Group commit: what is asked for while a transaction is being written goes into the next one together, in the order of the calls.
 * An action that throws an EngineError must not have written anything: only that one fails. Any other failure undoes the group,
 * and its members are tried again one by one, so that one does not fail for another.
 */
export class WriteQueue {
  readonly #commit: Commit;
  readonly #gathering: Gathering;
  readonly #waiting: Work[] = [];
  #running: Promise<void> | null = null;

  constructor(commit: Commit, gathering: Gathering = 'turn') {
    this.#commit = commit;
    this.#gathering = gathering;
  }

  /** Resolves with what the action answers, when it is on disk. */
  write<T>(size: GroupSize, action: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ ...size, action, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is waiting. */
  async drain(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    await this.#gather();
    while (this.#waiting.length > 0) {
      await this.#runGroup(this.#nextGroup());
      if (this.#gathering === 'loop') await this.#gather();
    }
    this.#running = null;
  }

  /** What else is asked for meanwhile joins the next group. */
  #gather(): Promise<void> {
    if (this.#gathering === 'turn') return Promise.resolve();
    return new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  #nextGroup(): Work[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#waiting.length && count < largestGroup && (count === 0 || bytes < largestGroupBytes)) {
      bytes += this.#waiting[count]!.bytes;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #runGroup(group: readonly Work[]): Promise<void> {
    const settled: (() => void)[] = [];
    const size = {
      bytes: group.reduce((sum, work) => sum + work.bytes, 0),
      entries: group.reduce((sum, work) => sum + work.entries, 0),
    };
    try {
      await this.#commit(size, () => {
        for (const work of group) settled.push(runAction(work));
      });
      for (const settle of settled) settle();
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else for (const work of group) await this.#runGroup([work]);
    }
  }
}

function runAction(work: Work): () => void {
  try {
    const value = work.action();
    return () => work.resolve(value);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return () => work.reject(error);
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import type { Database as LmdbDatabase, RootDatabase } from 'lmdb';
import { StoreError } from '../../model/errors.ts';
import { ChangeSignal, sessionChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import type { DataFileRoom } from './data-file-room.ts';
import type { ProcessLock } from './process-lock.ts';
import { toStoreError } from './store-errors.ts';
import type { WriteGate } from './write-gate.ts';
import { WriteQueue } from './write-queue.ts';
import type { GroupSize } from './write-queue.ts';

/** A table of the store: bytes by bytes, in the order of the keys' bytes. */
export type Table = LmdbDatabase<Buffer, Buffer>;

export const tableNames = ['meta', 'topics', 'partitions', 'log', 'groups', 'members', 'producers'] as const;
export type TableName = (typeof tableNames)[number];

/** lmdb's locks among the threads of a process; its own types leave them out. */
interface ThreadLocks {
  attemptLock(id: Buffer, version?: undefined, onRelease?: () => void): boolean;
  unlock(id: Buffer): boolean;
}

/** The database of a data directory, open in this thread. Brokers of one thread share it. */
export class Database {
  readonly dataDir: string;
  readonly clusterId: string;
  /** Tells this thread's handle from those of other threads, for as long as it is open. */
  readonly sessionId = randomUUID();
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly signal: ChangeSignal;
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #lock: ProcessLock;
  readonly #room: DataFileRoom;
  readonly #gate: WriteGate | null;
  readonly #queue: WriteQueue;
  /** Changes of the transaction under way. */
  #changes = new Set<Change>();
  #broken: StoreError | null = null;
  #isOpen = true;

  constructor(parts: {
    readonly dataDir: string;
    /** The same for all threads, however they call it. */
    readonly realPath: string;
    readonly lock: ProcessLock;
    readonly root: RootDatabase<Buffer, Buffer>;
    readonly tables: Readonly<Record<TableName, Table>>;
    readonly room: DataFileRoom;
    readonly clusterId: string;
    /** null: nobody ends this thread. */
    readonly gate: WriteGate | null;
  }) {
    this.dataDir = parts.dataDir;
    this.clusterId = parts.clusterId;
    this.tables = parts.tables;
    this.#root = parts.root;
    this.#lock = parts.lock;
    this.#room = parts.room;
    this.#gate = parts.gate;
    this.#queue = new WriteQueue((size, body) => this.#commit(size, body), parts.gate === null ? 'turn' : 'loop');
    this.signal = new ChangeSignal(`millrace:${createHash('sha256').update(parts.realPath).digest('hex')}`);
    this.tryThreadLock(sessionLock(this.sessionId));
    this.signal.emit([sessionChange(this.sessionId)]);
  }

  /**
   * Runs the action in a transaction, which others may share; resolves with its answer when that is on disk. An action that
   * refuses throws an EngineError before it has written. Rejects with StoreError when the store fails: then nothing was written.
   */
  write<T>(size: GroupSize, action: (changed: (change: Change) => void) => T): Promise<T> {
    if (!this.#isOpen) return Promise.reject(new StoreError(`The store in the data directory ${this.dataDir} was closed.`));
    if (this.#broken !== null) return Promise.reject(this.#broken);
    return this.#queue.write(size, () => action((change) => this.#changes.add(change)));
  }

  /** Reads see all that was on disk at the last refresh at least. */
  refresh(): void {
    this.#root.resetReadTxn();
  }

  /** Reads the store; what fails there is told as a StoreError. */
  read<T>(action: () => T): T {
    if (!this.#isOpen) throw new StoreError(`The store in the data directory ${this.dataDir} was closed.`);
    try {
      return action();
    } catch (error) {
      throw toStoreError(this.dataDir, error);
    }
  }

  /** A lock among the threads of this process, which a thread holds until it unlocks it, closes the store or dies. */
  tryThreadLock(name: string): boolean {
    return this.#locks().attemptLock(Buffer.from(name));
  }

  unlockThreadLock(name: string): void {
    this.#locks().unlock(Buffer.from(name));
  }

  /** Calls the listener when another thread has closed the store, or has died. Only the main thread learns of it. */
  onSessionEnd(listener: (sessionId: string) => void): void {
    // lmdb crashes when it calls back into a thread that is gone; the main thread is there to the end.
    if (isMainThread) this.signal.onSession((sessionId) => this.#awaitEnd(sessionId, () => this.#isOpen && listener(sessionId)));
  }

  #awaitEnd(sessionId: string, run: () => void): void {
    const lock = sessionLock(sessionId);
    if (!this.#isOpen || !this.#locks().attemptLock(Buffer.from(lock), undefined, run)) return;
    this.unlockThreadLock(lock);
    run();
  }

  async close(): Promise<void> {
    await this.#queue.drain();
    this.#isOpen = false;
    this.unlockThreadLock(sessionLock(this.sessionId));
    this.signal.close();
    await this.#root.close();
    this.#room.close();
    await this.#lock.release();
  }

  #locks(): ThreadLocks {
    return this.#root as unknown as ThreadLocks;
  }

  async #commit(size: GroupSize, body: () => void): Promise<void> {
    if (this.#broken !== null) throw this.#broken;
    this.#changes = new Set();
    let failure: unknown = null;
    try {
      await this.#transact(() => {
        try {
          this.#room.ensure({ ...size, ...extentOf(this.#root) });
          body();
        } catch (error) {
          failure = error;
          throw error;
        }
      });
    } catch (error) {
      throw failure === null ? await this.#break(error) : toStoreError(this.dataDir, failure);
    }
    this.signal.emit([...this.#changes]);
  }

  /**
   * lmdb's own way opens a transaction in another thread and then waits for this one to write in it: for ever, and with the store
   * locked for everybody, if this one is ended before that. So a thread that may be ended does all of it by itself, in one go.
   */
  #transact(body: () => void): Promise<unknown> | void {
    if (this.#gate === null) return this.#root.childTransaction(body);
    this.#gate.enter();
    try {
      this.#root.transactionSync(body);
    } finally {
      this.#gate.leave();
    }
  }

  /** A commit that failed under our feet (a broken disk) leaves LMDB in an unknown state: nothing more is written. */
  async #break(error: unknown): Promise<StoreError> {
    const cause = await reasonOf(error);
    const told = toStoreError(this.dataDir, cause);
    this.#broken = new StoreError(`${told.message} Nothing more is written until the worker is started again.`, { cause });
    return this.#broken;
  }
}

/** lmdb tells the reason of a failed commit apart, as the rejection of another promise. */
async function reasonOf(failure: unknown): Promise<unknown> {
  try {
    await (failure as { readonly commitError?: Promise<unknown> }).commitError;
    return failure;
  } catch (reason) {
    return reason;
  }
}

/** How far the data file is in use, inside a transaction. */
export function extentOf(root: RootDatabase<Buffer, Buffer>): { readonly lastPage: number; readonly pageSize: number } {
  const stats = root.getStats() as { readonly lastPageNumber: number; readonly pageSize: number };
  return { lastPage: stats.lastPageNumber, pageSize: stats.pageSize };
}

export function sessionLock(sessionId: string): string {
  return `session:${sessionId}`;
}

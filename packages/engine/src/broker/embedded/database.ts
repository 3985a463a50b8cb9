import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { open } from 'lmdb';
import type { Database as LmdbDatabase, RootDatabase } from 'lmdb';
import { StoreError } from '../../model/errors.ts';
import { ChangeSignal, sessionChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import { findDataFileDamage } from './data-file-check.ts';
import { DataFileRoom } from './data-file-room.ts';
import { lockDataDir } from './process-lock.ts';
import type { ProcessLock } from './process-lock.ts';
import { corruptError, diskFullError, newerFormatError, toStoreError } from './store-errors.ts';
import { WriteQueue } from './write-queue.ts';
import type { GroupSize } from './write-queue.ts';

/** A table of the store: bytes by bytes, in the order of the keys' bytes. */
export type Table = LmdbDatabase<Buffer, Buffer>;

const dataFile = 'data.mdb';
const format = 1;
const formatKey = Buffer.from('format');
const tableNames = ['meta', 'topics', 'partitions', 'log', 'groups', 'members', 'producers'] as const;
type TableName = (typeof tableNames)[number];

/** What the store says about itself. */
interface FormatRecord {
  readonly format: number;
  readonly clusterId: string;
}

/** lmdb's locks among the threads of a process; its own types leave them out. */
interface ThreadLocks {
  attemptLock(id: Buffer, version?: undefined, onRelease?: () => void): boolean;
  unlock(id: Buffer): boolean;
}

/** The database of a data directory, open in this thread. Brokers of one thread share it; see {@link openDatabase}. */
export class Database {
  readonly dataDir: string;
  readonly clusterId: string;
  /** Tells this thread's handle from those of other threads, for as long as it is open. */
  readonly sessionId = randomUUID();
  /** No other thread of the process had the store open when this one opened it. */
  readonly isFirst: boolean;
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly signal: ChangeSignal;
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #lock: ProcessLock;
  readonly #room: DataFileRoom;
  readonly #queue = new WriteQueue((size, body) => this.#commit(size, body));
  /** Changes of the transaction under way. */
  #changes = new Set<Change>();
  #broken: StoreError | null = null;
  #isOpen = true;

  constructor(parts: {
    readonly dataDir: string;
    readonly lock: ProcessLock;
    readonly root: RootDatabase<Buffer, Buffer>;
    readonly tables: Readonly<Record<TableName, Table>>;
    readonly room: DataFileRoom;
    readonly clusterId: string;
  }) {
    this.dataDir = parts.dataDir;
    this.clusterId = parts.clusterId;
    this.isFirst = parts.lock.isFirst;
    this.tables = parts.tables;
    this.#root = parts.root;
    this.#lock = parts.lock;
    this.#room = parts.room;
    this.signal = new ChangeSignal(`millrace:${createHash('sha256').update(this.dataDir).digest('hex')}`);
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
    this.#changes = new Set();
    let failure: unknown = null;
    try {
      await this.#root.childTransaction(() => {
        try {
          this.#room.ensure({ ...size, ...this.#extent() });
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

  #extent(): { readonly lastPage: number; readonly pageSize: number } {
    const stats = this.#root.getStats() as { readonly lastPageNumber: number; readonly pageSize: number };
    return { lastPage: stats.lastPageNumber, pageSize: stats.pageSize };
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

export function sessionLock(sessionId: string): string {
  return `session:${sessionId}`;
}

const openDatabases = new Map<string, { readonly database: Promise<Database>; users: number }>();

/** A share in the database of a data directory. */
export interface DatabaseShare {
  readonly database: Database;
  /** Closes the database when it was the last share of this thread. */
  release(): Promise<void>;
}

/**
 * Opens the database of a data directory, or shares the one that this thread has open already. Throws StoreError when the directory
 * is locked by another worker, not writable or full, and when the store is corrupt or of a newer format.
 */
export async function openDatabase(dataDir: string): Promise<DatabaseShare> {
  const key = existsSync(dataDir) ? realpathSync(dataDir) : dataDir;
  let entry = openDatabases.get(key);
  if (entry === undefined) {
    entry = { database: Promise.resolve().then(() => createDatabase(dataDir)), users: 0 };
    openDatabases.set(key, entry);
  }
  const shared = entry;
  shared.users++;
  const release = once(async () => {
    if (--shared.users > 0) return;
    if (openDatabases.get(key) === shared) openDatabases.delete(key);
    await (await shared.database.catch(() => null))?.close();
  });
  try {
    return { database: await shared.database, release };
  } catch (error) {
    await release();
    throw error;
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= run());
}

async function createDatabase(dataDir: string): Promise<Database> {
  const lock = lockDataDir(dataDir);
  let root: RootDatabase<Buffer, Buffer> | undefined;
  try {
    if (lock.isFirst) checkDataFile(dataDir, lock.isCreated());
    root = openRoot(dataDir);
    const tables = openTables(root);
    const room = new DataFileRoom(join(dataDir, dataFile));
    const { clusterId } = await establishFormat(dataDir, root, tables.meta, room);
    if (!lock.isCreated()) lock.markCreated();
    if (lock.isFirst) await root.transaction(() => clear(tables.members));
    return new Database({ dataDir, lock, root, tables, room, clusterId });
  } catch (error) {
    await root?.close();
    await lock.release();
    throw toStoreError(dataDir, error);
  }
}

function checkDataFile(dataDir: string, isCreated: boolean): void {
  const path = join(dataDir, dataFile);
  if (!isCreated) {
    // Left by a process that died while it made the store: nothing was ever acknowledged.
    rmSync(path, { force: true });
    rmSync(`${path}-lock`, { force: true });
    return;
  }
  if (!existsSync(path)) throw corruptError(dataDir, 'data.mdb is missing');
  if (statSync(path).size === 0) throw corruptError(dataDir, 'data.mdb is empty');
  const damage = findDataFileDamage(path);
  if (damage !== null) throw corruptError(dataDir, damage);
}

function openRoot(dataDir: string): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path: join(dataDir, dataFile),
    encoding: 'binary',
    keyEncoding: 'binary',
    // A commit is then on disk, data first, before it is seen or told.
    overlappingSync: false,
    eventTurnBatching: false,
    maxDbs: tableNames.length + 1,
    maxReaders: 512,
  });
}

function openTables(root: RootDatabase<Buffer, Buffer>): Record<TableName, Table> {
  const openTable = (name: TableName): [TableName, Table] => [
    name,
    root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' }),
  ];
  return Object.fromEntries(tableNames.map(openTable)) as Record<TableName, Table>;
}

async function establishFormat(
  dataDir: string,
  root: RootDatabase<Buffer, Buffer>,
  table: Table,
  room: DataFileRoom,
): Promise<FormatRecord> {
  const known = table.get(formatKey);
  if (known !== undefined) return readFormat(dataDir, known);
  const record: FormatRecord = { format, clusterId: randomBytes(16).toString('base64url') };
  await root.childTransaction(() => {
    const stats = root.getStats() as { readonly lastPageNumber: number; readonly pageSize: number };
    try {
      room.ensure({ lastPage: stats.lastPageNumber, pageSize: stats.pageSize, bytes: 0, entries: 1 });
    } catch (error) {
      throw diskFullError(dataDir, error);
    }
    void table.put(formatKey, Buffer.from(JSON.stringify(record)));
  });
  return record;
}

function readFormat(dataDir: string, bytes: Buffer): FormatRecord {
  let record: Partial<FormatRecord>;
  try {
    record = JSON.parse(bytes.toString()) as Partial<FormatRecord>;
  } catch (error) {
    throw corruptError(dataDir, 'its format record cannot be read', error);
  }
  if (typeof record.format !== 'number' || typeof record.clusterId !== 'string') {
    throw corruptError(dataDir, 'its format record is incomplete');
  }
  if (record.format > format) throw newerFormatError(dataDir, record.format, format);
  return { format: record.format, clusterId: record.clusterId };
}

function clear(table: Table): void {
  for (const key of table.getKeys()) void table.remove(key);
}

import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { prepareDataDir, prepareLockFile } from './data-dir.ts';
import { findDataFileDamage } from './data-file-check.ts';
import { DataFileRoom } from './data-file-room.ts';
import { Database, extentOf, tableNames } from './database.ts';
import type { Table, TableName } from './database.ts';
import { lockDataDir } from './process-lock.ts';
import type { ProcessLock } from './process-lock.ts';
import type { WriteGate } from './write-gate.ts';
import { corruptError, newerFormatError, toStoreError } from './store-errors.ts';

const dataFile = 'data.mdb';
const format = 1;
const formatKey = Buffer.from('format');

/** What the store says about itself. */
interface FormatRecord {
  readonly format: number;
  readonly clusterId: string;
}

/** A share in the database of a data directory. */
export interface DatabaseShare {
  readonly database: Database;
  /** Closes the database when it was the last share of this thread. Idempotent. */
  release(): Promise<void>;
}

const shares = new Map<string, { readonly database: Promise<Database>; users: number }>();
/** Of databases that are being closed: a thread has a store open once, or it might wait for itself. */
const closing = new Map<string, Promise<void>>();

/**
 * Opens the database of a data directory, or shares the one that this thread has open already. Throws StoreError when the directory
 * is locked by another worker, not writable or full, and when the store is corrupt or of a newer format.
 */
export async function openDatabase(dataDir: string, gate: WriteGate | null = null): Promise<DatabaseShare> {
  prepareDataDir(dataDir);
  const key = realpathSync(dataDir);
  let share = shares.get(key);
  if (share === undefined) {
    share = { database: create(dataDir, key, gate), users: 0 };
    shares.set(key, share);
  }
  const shared = share;
  shared.users++;
  let released: Promise<void> | undefined;
  const release = (): Promise<void> => (released ??= leave(key, shared));
  try {
    return { database: await shared.database, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function leave(key: string, share: { readonly database: Promise<Database>; users: number }): Promise<void> {
  if (--share.users > 0) return;
  shares.delete(key);
  const end = share.database.then(
    (database) => database.close(),
    () => undefined,
  );
  closing.set(key, end);
  await end;
  if (closing.get(key) === end) closing.delete(key);
}

async function create(dataDir: string, realPath: string, gate: WriteGate | null): Promise<Database> {
  await closing.get(realPath);
  const lock = lockDataDir(dataDir);
  try {
    return await openLocked(dataDir, realPath, lock, gate);
  } catch (error) {
    await lock.release();
    throw toStoreError(dataDir, error);
  }
}

async function openLocked(dataDir: string, realPath: string, lock: ProcessLock, gate: WriteGate | null): Promise<Database> {
  const path = join(dataDir, dataFile);
  if (lock.isFirst) prepareDataFile(dataDir, path, lock);
  prepareLockFile(`${path}-lock`);
  const root = within(gate, () => openRoot(path));
  let room: DataFileRoom | undefined;
  try {
    const tables = within(gate, () => openTables(root));
    room = new DataFileRoom(path);
    const { clusterId } = establishFormat(dataDir, root, tables.meta, room, gate);
    if (lock.isFirst) await settle(lock, root, tables.members);
    return new Database({ dataDir, realPath, lock, root, tables, room, clusterId, gate });
  } catch (error) {
    room?.close();
    await root.close();
    throw error;
  }
}

/** Opening writes too. */
function within<T>(gate: WriteGate | null, action: () => T): T {
  gate?.enter();
  try {
    return action();
  } finally {
    gate?.leave();
  }
}

/** Looks at a store that is there; sees to it that one that is begun is not mistaken for one. */
function prepareDataFile(dataDir: string, path: string, lock: ProcessLock): void {
  const state = lock.state();
  if (state === 'creating') {
    // A process died while it made the store: nothing was ever acknowledged.
    rmSync(path, { force: true });
    rmSync(`${path}-lock`, { force: true });
  } else if (state === 'created' || existsSync(path)) {
    if (!existsSync(path)) throw corruptError(dataDir, 'data.mdb is missing');
    if (statSync(path).size === 0) throw corruptError(dataDir, 'data.mdb is empty');
    const damage = findDataFileDamage(path);
    if (damage !== null) throw corruptError(dataDir, damage);
    return;
  }
  lock.setState('creating');
}

function openRoot(path: string): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path,
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

function establishFormat(
  dataDir: string,
  root: RootDatabase<Buffer, Buffer>,
  table: Table,
  room: DataFileRoom,
  gate: WriteGate | null,
): FormatRecord {
  const known = table.get(formatKey);
  if (known !== undefined) return readFormat(dataDir, known);
  const record: FormatRecord = { format, clusterId: randomBytes(16).toString('base64url') };
  within(gate, () =>
    root.transactionSync(() => {
      room.ensure({ ...extentOf(root), bytes: 0, entries: 1 });
      void table.put(formatKey, Buffer.from(JSON.stringify(record)));
    }),
  );
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

/** What is there is whole from now on; members of groups are left over from a process that was killed. */
async function settle(lock: ProcessLock, root: RootDatabase<Buffer, Buffer>, members: Table): Promise<void> {
  if (lock.state() !== 'created') lock.setState('created');
  const dead = [...members.getKeys()];
  if (dead.length === 0) return;
  await root.transaction(() => {
    for (const key of dead) void members.remove(key);
  });
}

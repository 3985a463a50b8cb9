import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { StoreError } from '../../model/errors.ts';
import { prepareLockFile } from './data-dir.ts';
import { lockedError, toStoreError } from './store-errors.ts';

/** The right of one process to a data directory. All threads of the process share it, each by a lock of its own. */
export interface ProcessLock {
  /** No other thread of this process has the directory open. */
  readonly isFirst: boolean;
  /** How far a store was made here, as the last `setState` said; null: it was not begun, or the lock file is a new one. */
  state(): StoreState | null;
  setState(state: StoreState): void;
  release(): Promise<void>;
}

export type StoreState = 'creating' | 'created';

const lockFile = 'lock.mdb';
const owner = Buffer.from('owner');
const stateKey = Buffer.from('state');

/**
 * Takes a data directory, which is there, for this process. Throws StoreError when another process has it, or
 * when it cannot be written to.
 *
 * The lock is a small LMDB environment of its own. Every process that has it open stands in its table of readers for as long as it
 * lives: LMDB holds a file lock for each, which the kernel drops with the process, so that neither a kill nor a process id that is
 * used again leaves a trace. The owner is written down inside a write transaction, of which there is one at a time among all
 * processes. A starting process registers as a reader first and looks for a living owner second, so of two that start at once over
 * a dead owner exactly one finds nobody.
 */
export function lockDataDir(dataDir: string): ProcessLock {
  checkLockFile(dataDir);
  prepareLockFile(join(dataDir, `${lockFile}-lock`));
  let environment: RootDatabase<Buffer, Buffer> | undefined;
  try {
    environment = open<Buffer, Buffer>({
      path: join(dataDir, lockFile),
      encoding: 'binary',
      keyEncoding: 'binary',
      overlappingSync: false,
      maxDbs: 1,
      maxReaders: 512,
    });
    return takeLock(dataDir, environment);
  } catch (error) {
    void environment?.close();
    throw toLockError(dataDir, error);
  }
}

function takeLock(dataDir: string, environment: RootDatabase<Buffer, Buffer>): ProcessLock {
  environment.readerCheck();
  const registration = environment.useReadTransaction();
  try {
    const own = readers(environment).filter((pid) => pid === process.pid).length;
    environment.transactionSync(() => claim(dataDir, environment));
    return {
      isFirst: own <= 1,
      state: () => environment.transactionSync(() => (environment.get(stateKey)?.toString() ?? null) as StoreState | null),
      setState: (state) => void environment.transactionSync(() => environment.put(stateKey, Buffer.from(state))),
      async release() {
        registration.done();
        await environment.close();
      },
    };
  } catch (error) {
    registration.done();
    throw error;
  }
}

function claim(dataDir: string, environment: RootDatabase<Buffer, Buffer>): void {
  const last = Number(environment.get(owner)?.toString() ?? 0);
  if (last === process.pid) return;
  if (readers(environment).includes(last)) throw lockedError(dataDir, last);
  void environment.put(owner, Buffer.from(String(process.pid)));
}

/** Process ids of those who have the lock file open, one for each time. */
function readers(environment: RootDatabase<Buffer, Buffer>): number[] {
  return [...environment.readerList().matchAll(/^\s*(\d+)\s/gm)].map((match) => Number(match[1]));
}

const headerBytes = 32;
const magicAt = 24;
const lmdbMagic = 0xbeefc0de;

/** A lock file that is not LMDB's would be opened by nobody; one that was cut short would end the process. */
function checkLockFile(dataDir: string): void {
  const path = join(dataDir, lockFile);
  if (!existsSync(path)) return;
  const header = Buffer.alloc(headerBytes);
  let file: number | undefined;
  try {
    file = openSync(path, 'r+');
    const read = readSync(file, header, 0, headerBytes, 0);
    // A process that died while it made the file leaves it empty.
    if (read === 0 || (read === headerBytes && header.readUInt32LE(magicAt) === lmdbMagic)) return;
  } catch (error) {
    throw toStoreError(dataDir, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  throw new StoreError(
    `The lock file ${path} is damaged. Make sure that no worker uses the data directory, then delete that file and start again.`,
  );
}

function toLockError(dataDir: string, error: unknown): Error {
  // In another container the same process id may be at work: its file lock is in the way of ours.
  const code = (error as { readonly code?: unknown }).code;
  const isInTheWay = code === 11 || code === 35 || /Resource temporarily unavailable/.test((error as Error).message);
  return isInTheWay ? lockedError(dataDir, null) : toStoreError(dataDir, error);
}

import { randomUUID } from 'node:crypto';
import { accessSync, constants, linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreError } from '../../model/errors.ts';
import { notWritableError, toStoreError } from './store-errors.ts';

/** LMDB's lock files take less than this; what they lack would be missed only when it is touched, and end the process. */
const lockFileBytes = 64 * 1024;
/** A worker writes so much when it starts, about. */
const roomToStart = 256 * 1024;

/**
 * Makes the data directory if it is not there, and sees that it can be worked in. Throws StoreError when it is not a directory, not
 * writable or on a full disk.
 */
export function prepareDataDir(dataDir: string): void {
  try {
    makeDirectory(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    writeAndRemove(join(dataDir, `room-${randomUUID()}`), roomToStart);
  } catch (error) {
    throw toDirectoryError(dataDir, error);
  }
}

/** Makes the file of a lock with all its disk space, unless it is there; whole or not at all. */
export function prepareLockFile(path: string): void {
  const draft = `${path}-${randomUUID()}`;
  try {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
    writeFileSync(draft, Buffer.alloc(lockFileBytes));
    linkSync(draft, path);
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw toStoreError(dirname(path), error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Node's own recursive form goes on for ever where a directory refuses children, as /proc does. */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      makeDirectory(dirname(path));
      mkdirSync(path);
    } else if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw error;
    }
  }
}

function writeAndRemove(path: string, bytes: number): void {
  try {
    writeFileSync(path, Buffer.alloc(bytes));
  } finally {
    rmSync(path, { force: true });
  }
}

function toDirectoryError(dataDir: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return new StoreError(`The data directory ${dataDir} is not a directory. Choose another one with data.dir.`, {
      cause: error,
    });
  }
  return code === 'ENOENT' ? notWritableError(dataDir, error) : toStoreError(dataDir, error);
}

import { EngineError, StoreError } from '../../model/errors.ts';

/** Error numbers of LMDB (lmdb.h). */
const lmdbCorrupted = new Set([-30797, -30796, -30793, -30780]);
const diskFull = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const notWritable = new Set(['EACCES', 'EPERM', 'EROFS']);

export function lockedError(dataDir: string, pid: number | null): StoreError {
  const who = pid === null ? 'another worker' : `another worker (process ${pid})`;
  return new StoreError(
    `The data directory ${dataDir} is in use by ${who}. Stop that worker, or give this one another directory with data.dir.`,
  );
}

export function diskFullError(dataDir: string, cause?: unknown): StoreError {
  return new StoreError(
    `The disk that holds the data directory ${dataDir} is full. Nothing was written; make room on it, or move the directory.`,
    { cause },
  );
}

export function notWritableError(dataDir: string, cause: unknown): StoreError {
  return new StoreError(
    `The data directory ${dataDir} is not writable (${codeOf(cause)}). Change its permissions, or choose another directory with data.dir.`,
    { cause },
  );
}

export function corruptError(dataDir: string, what: string, cause?: unknown): StoreError {
  return new StoreError(
    `The store in the data directory ${dataDir} is corrupt: ${what}. Bring it back from a backup, or move the directory away to start with an empty one.`,
    { cause },
  );
}

export function newerFormatError(dataDir: string, format: number, known: number): StoreError {
  return new StoreError(
    `The store in the data directory ${dataDir} has format ${format}, this version of Millrace knows formats up to ${known}. Run the version that wrote it, or a newer one.`,
  );
}

/** What went wrong at the store, as a sentence. Errors that say it already are left as they are. */
export function toStoreError(dataDir: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = codeOf(error);
  if (typeof code === 'string' && diskFull.has(code)) return diskFullError(dataDir, error);
  if (typeof code === 'string' && notWritable.has(code)) return notWritableError(dataDir, error);
  const message = error instanceof Error ? error.message : String(error);
  if (typeof code === 'number' && lmdbCorrupted.has(code)) return corruptError(dataDir, message, error);
  if (/MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|BAD_VALSIZE|VERSION_MISMATCH|PANIC)/.test(message)) {
    return corruptError(dataDir, message, error);
  }
  if (/No space left|Disk quota/i.test(message)) return diskFullError(dataDir, error);
  return new StoreError(`The store in the data directory ${dataDir} failed: ${message}.`, { cause: error });
}

function codeOf(error: unknown): string | number {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' || typeof code === 'number' ? code : 'unknown';
}

import { readFile } from 'node:fs/promises';
import { StoreError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import { JavaStreamError, readJavaByteMap } from './java-byte-map.ts';
import type { ByteEntry } from './java-byte-map.ts';
import type { OffsetStore } from './offset-store.ts';

/**
 * Takes over, once, the source offsets that a standalone worker of Apache Kafka Connect has kept in a file
 * (`offset.storage.file.filename`; Java: FileOffsetBackingStore). The file stays as it is; one that is not there, or is empty, is no
 * offsets. Throws StoreError for a file that cannot be read, so that nothing is read again from its start unasked.
 */
export async function importOffsetFile(path: string, store: OffsetStore, logger: Logger): Promise<void> {
  const bytes = await readOrNull(path);
  if (bytes === null || bytes.length === 0) return;
  const count = await store.importOnce(path, readOffsets(path, bytes).filter(isWhole));
  if (count !== null) logger.info(`Took over ${count} source offsets from ${path}`);
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(path, (error as Error).message, error);
  }
}

function readOffsets(path: string, bytes: Uint8Array): ByteEntry[] {
  try {
    return readJavaByteMap(bytes);
  } catch (error) {
    if (!(error instanceof JavaStreamError)) throw error;
    throw unreadable(path, error.message, error);
  }
}

/** A null value is an offset that was removed. */
function isWhole(entry: ByteEntry): entry is readonly [Uint8Array, Uint8Array] {
  return entry[0] !== null && entry[1] !== null;
}

function unreadable(path: string, why: string, cause: unknown): StoreError {
  return new StoreError(
    `The offsets in ${path} (offset.storage.file.filename) cannot be read: ${why}. Name the file of a standalone worker, or leave the key out.`,
    { cause },
  );
}

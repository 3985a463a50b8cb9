import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectError } from '@millrace/connector-api';

const LF = 10;
const SETTLE_MS = 20;
const SETTLE_LOOKS = 50;

/** What a file sink task writes its lines to. */
export interface FileOutput {
  /** Resolves when all of it is written. */
  write(bytes: Buffer): Promise<void>;
  /** Resolves when all that was written would outlive a crash of the machine, as far as the output can promise that. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Appends to the file at `path`, which is made if it is not there. */
export async function openFileOutput(path: string): Promise<FileOutput> {
  try {
    const handle = await open(path, 'a');
    return new HandleOutput(handle, path, (await handle.stat()).isFile());
  } catch (cause) {
    throw new ConnectError(`Couldn't find or create file '${path}' for FileStreamSinkTask`, { cause });
  }
}

/**
 * A write that a crash or a full disk cut short leaves a line without its end. The next write starts a line of its own then:
 * the cut line stays as it is, for nobody can tell it from one that was there before, and its record, which was not committed,
 * comes again and is whole.
 */
class HandleOutput implements FileOutput {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #regular: boolean;
  #endChecked = false;
  #dirty = false;
  /** Whether the name of a file that was just made is on disk as well. */
  #entrySynced = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(handle: FileHandle, path: string, regular: boolean) {
    this.#handle = handle;
    this.#path = path;
    this.#regular = regular;
  }

  write(bytes: Buffer): Promise<void> {
    const writing = this.#append(bytes);
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  async flush(): Promise<void> {
    if (!this.#dirty || !this.#regular) return;
    try {
      await this.#handle.datasync();
      if (!this.#entrySynced) await syncDirectory(dirname(this.#path));
    } catch (cause) {
      throw new ConnectError(`Couldn't write file '${this.#path}' to disk for FileStreamSinkTask: ${String(cause)}`, { cause });
    }
    this.#entrySynced = true;
    this.#dirty = false;
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  async #append(bytes: Buffer): Promise<void> {
    try {
      const torn = !this.#endChecked && this.#regular && (await endsWithinLine(this.#path));
      this.#endChecked = false;
      this.#dirty = true;
      await writeAll(this.#handle, torn ? Buffer.concat([Buffer.of(LF), bytes]) : bytes);
      this.#endChecked = true;
    } catch (cause) {
      throw new ConnectError(`Couldn't write to file '${this.#path}' for FileStreamSinkTask: ${String(cause)}`, { cause });
    }
  }
}

/** Not every system lets directories be opened; those that do not keep names safe by themselves. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r').catch(() => null);
  if (directory === null) return;
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
}

/**
 * Whether the file's last byte is not a line end. Another task may just be in the middle of a write: what still grows is not
 * torn. A file that may be written but not read is not looked at.
 */
async function endsWithinLine(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    let { size } = await handle.stat();
    for (let look = 0; look < SETTLE_LOOKS; look++) {
      if (size === 0 || (await byteAt(handle, size - 1)) === LF) return false;
      await delay(SETTLE_MS);
      const now = (await handle.stat()).size;
      if (now === size) return true;
      size = now;
    }
    return false;
  } finally {
    await handle.close();
  }
}

async function byteAt(handle: FileHandle, position: number): Promise<number | undefined> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, position);
  return bytesRead === 1 ? buffer[0] : undefined;
}

/** A stream such as the standard output, which stays open when this is closed. */
export class StreamOutput implements FileOutput {
  readonly #stream: Writable;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  async write(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(bytes, (cause) => {
        if (cause) reject(new ConnectError(`Couldn't write to the standard output: ${cause.message}`, { cause }));
        else resolve();
      });
    });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

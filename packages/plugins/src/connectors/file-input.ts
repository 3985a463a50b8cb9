import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectError } from '@millrace/connector-api';

/** What a file source task reads its bytes from. */
export interface FileInput {
  /** Whether positions mean something, so that reading can go on at one after a restart. */
  readonly seekable: boolean;
  /** Puts bytes that are there now into `into` and says how many; 0 if there are none now. `position`: only for seekable ones. */
  read(into: Buffer, position: number): number | Promise<number>;
  /**
   * Resolves when there may be something to read, at the latest after `timeoutMs` or when the signal aborts. Never rejects. Absent
   * where nothing tells that there is more to read.
   */
  wait?(timeoutMs: number, signal: AbortSignal): Promise<void>;
  close(): void | Promise<void>;
}

/** Waits until the time is over or the signal aborts. */
export async function sleep(timeoutMs: number, signal: AbortSignal): Promise<void> {
  await delay(timeoutMs, undefined, { signal, ref: true }).catch(() => undefined);
}

/** The file at `path`; null if there is none (yet). Named pipes and devices can be read too, but not sought in. */
export async function openFileInput(path: string): Promise<FileInput | null> {
  // Without O_NONBLOCK the opening of a named pipe would wait for a writer, and block a thread meanwhile.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new ConnectError(`Couldn't open file '${path}' for FileStreamSourceTask: ${cause.message}`, { cause });
  });
  if (handle === null) return null;
  const stats = await handle.stat();
  if (stats.isDirectory()) {
    await handle.close();
    throw new ConnectError(`Couldn't read file '${path}' for FileStreamSourceTask: it is a directory`);
  }
  return new HandleInput(handle, path, stats.isFile());
}

class HandleInput implements FileInput {
  readonly seekable: boolean;
  readonly #handle: FileHandle;
  readonly #path: string;

  constructor(handle: FileHandle, path: string, seekable: boolean) {
    this.#handle = handle;
    this.#path = path;
    this.seekable = seekable;
  }

  async read(into: Buffer, position: number): Promise<number> {
    try {
      const { bytesRead } = await this.#handle.read(into, 0, into.length, this.seekable ? position : null);
      return bytesRead;
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN') return 0;
      throw new ConnectError(`Couldn't read file '${this.#path}' for FileStreamSourceTask: ${String(cause)}`, { cause });
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** A stream such as the standard input. Closing leaves the stream open, so that another task can go on reading it. */
export class StreamInput implements FileInput {
  readonly seekable = false;
  readonly #stream: Readable;
  #left: Buffer | null = null;

  constructor(stream: Readable) {
    this.#stream = stream;
  }

  read(into: Buffer): number {
    const chunk = this.#left ?? (this.#stream.read() as Buffer | string | null);
    if (chunk === null) return 0;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const taken = bytes.copy(into);
    this.#left = taken < bytes.length ? bytes.subarray(taken) : null;
    return taken;
  }

  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const readable = new AbortController();
    const wake = (): void => readable.abort();
    this.#stream.once('readable', wake);
    await sleep(timeoutMs, AbortSignal.any([signal, readable.signal]));
    this.#stream.off('readable', wake);
  }

  close(): void {
    if (this.#left !== null && !this.#stream.readableEnded) this.#stream.unshift(this.#left);
    this.#left = null;
  }
}

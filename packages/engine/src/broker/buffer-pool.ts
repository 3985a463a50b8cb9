/** Smaller ones are not worth keeping. */
const smallestKept = 16 * 1024;
const grain = 32 * 1024;

/**
 * Lends memory again that was given back. New memory for each batch would make the collector of garbage run for it again and again:
 * what buffers hold counts for it as what objects do.
 */
export class BufferPool {
  readonly #free: Buffer[] = [];
  /** What is lent. Small buffers are not ours: Node cuts them out of memory that others have parts of. */
  readonly #lent = new WeakSet<ArrayBufferLike>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = 8 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  /** A buffer of at least so many bytes, with anything in it. */
  take(size: number): Buffer {
    if (size < smallestKept) return Buffer.allocUnsafe(size);
    for (let i = this.#free.length - 1; i >= 0; i--) {
      const buffer = this.#free[i]!;
      if (buffer.length < size) continue;
      this.#free.splice(i, 1);
      this.#bytes -= buffer.length;
      return this.#lend(buffer);
    }
    return this.#lend(Buffer.allocUnsafeSlow(Math.ceil(size / grain) * grain));
  }

  /** Takes back a buffer that {@link take} gave, or a part of one. Nobody may look at it any more. */
  give({ buffer }: Buffer): void {
    if (!this.#lent.delete(buffer) || this.#bytes + buffer.byteLength > this.#maxBytes) return;
    this.#bytes += buffer.byteLength;
    this.#free.push(Buffer.from(buffer as ArrayBuffer));
  }

  #lend(buffer: Buffer): Buffer {
    this.#lent.add(buffer.buffer);
    return buffer;
  }
}

/** Memory that is borrowed for some records and goes back all at once. */
export class BufferLoan {
  readonly #pool: BufferPool;
  readonly #lent: Buffer[] = [];

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  readonly take = (size: number): Buffer => {
    const buffer = this.#pool.take(size);
    this.#lent.push(buffer);
    return buffer;
  };

  /** Nobody may look at any of it any more. */
  giveBack(): void {
    for (const buffer of this.#lent.splice(0)) this.#pool.give(buffer);
  }
}

import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

const zeros = Buffer.alloc(1024 * 1024);
/** The file grows by a sixteenth of its size at a time, within these bounds. */
const smallestStep = 1024 * 1024;
const largestStep = 64 * 1024 * 1024;
/** Pages that a transaction writes beyond its values: the ways down the trees, and the list of free pages. */
const overheadPages = 192;
const pagesPerEntry = 2;

/**
 * Gives the data file its disk space before LMDB writes to it, by writing zeros at its end. So a full disk is met here, where
 * nothing has happened yet, and not in the middle of a transaction; and the file is never shorter than its header says.
 */
export class DataFileRoom {
  readonly #file: number;
  #size: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r+');
    this.#size = fstatSync(this.#file).size;
  }

  /**
   * Makes room for a transaction that writes so many bytes in so many entries. Throws what writing throws (ENOSPC, EDQUOT, EFBIG).
   * Called inside the transaction, so that no other one takes the room.
   */
  ensure(work: { readonly lastPage: number; readonly pageSize: number; readonly bytes: number; readonly entries: number }): void {
    const pages = Math.ceil(work.bytes / work.pageSize) + work.entries * pagesPerEntry + overheadPages;
    const needed = (work.lastPage + 1 + pages) * work.pageSize;
    if (needed <= this.#size) return;
    this.#size = fstatSync(this.#file).size;
    if (needed <= this.#size) return;
    const step = Math.min(Math.max(smallestStep, this.#size / 16), largestStep);
    this.#grow(needed, Math.ceil((needed + step) / work.pageSize) * work.pageSize);
  }

  #grow(needed: number, wished: number): void {
    while (this.#size < wished) {
      try {
        this.#size += writeSync(this.#file, zeros, 0, Math.min(zeros.length, wished - this.#size), this.#size);
      } catch (error) {
        if (this.#size < needed) throw error;
        return;
      }
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/*
 * LMDB maps its file into memory and believes what it finds there: a file that was cut short ends the process by a signal, and so
 * may damaged pages. So the file is looked at before it is handed over. The layout is that of LMDB's data format 2 (mdb.c):
 * every page starts with its number (8 bytes), a transaction number (8), 2 unused bytes, flags (2), and the ends of the pointers and of
 * the free space (2 + 2, counted from the end of this header).
 */

const pageHeader = 24;
const pageFlag = { branch: 0x01, leaf: 0x02, overflow: 0x04, meta: 0x08 } as const;
const nodeFlag = { big: 0x01, tree: 0x02 } as const;
const nodeHeader = 8;
const noPage = 0xffff_ffff_ffff_ffffn;
const magic = 0xbeefc0de;
const dataFormat = 2;
/** Where the fields of a meta page stand. */
const meta = {
  magic: 24,
  version: 28,
  pageSize: 48,
  freeRoot: 88,
  mainRoot: 136,
  lastPage: 144,
  transaction: 152,
  end: 168,
} as const;
const treeRoot = 40;
const treeRecordBytes = 48;
/** Pages that are looked at, from the roots downwards: some 50 ms. What lies deeper has checksums of its own. */
const pageBudget = 10_000;

/** What is wrong with the file, or null. Reads only. */
export function findDataFileDamage(path: string): string | null {
  const file = openSync(path, 'r');
  try {
    return new DataFile(file).findDamage();
  } finally {
    closeSync(file);
  }
}

class DataFile {
  readonly #file: number;
  readonly #size: number;
  #pageSize = 0;
  #lastPage = 0;
  #seen = new Set<number>();
  /** Pages to look at yet. */
  #queue: number[] = [];

  constructor(file: number) {
    this.#file = file;
    this.#size = fstatSync(file).size;
  }

  findDamage(): string | null {
    const problem = this.#readMeta();
    if (problem !== null) return problem;
    for (let n = 0; n < this.#queue.length && n < pageBudget; n++) {
      const damage = this.#checkPage(this.#queue[n]!);
      if (damage !== null) return `${damage} (page ${this.#queue[n]!} of data.mdb)`;
    }
    return null;
  }

  #readMeta(): string | null {
    const first = this.#read(0, meta.end);
    if (first === null) return `data.mdb has only ${this.#size} bytes`;
    this.#pageSize = first.readUInt32LE(meta.pageSize);
    if (!isMeta(first) || !isPageSize(this.#pageSize)) return 'data.mdb is not a data file of Millrace';
    const second = this.#read(this.#pageSize, meta.end);
    if (second === null || !isMeta(second) || second.readUInt32LE(meta.pageSize) !== this.#pageSize) {
      return 'the second header of data.mdb is damaged';
    }
    const latest = second.readBigUInt64LE(meta.transaction) > first.readBigUInt64LE(meta.transaction) ? second : first;
    this.#lastPage = Number(latest.readBigUInt64LE(meta.lastPage));
    const needed = (this.#lastPage + 1) * this.#pageSize;
    if (this.#size < needed) return `data.mdb was cut short: it has ${this.#size} bytes of ${needed}`;
    return this.#enqueue(latest.readBigUInt64LE(meta.freeRoot)) ?? this.#enqueue(latest.readBigUInt64LE(meta.mainRoot));
  }

  #enqueue(page: bigint): string | null {
    if (page === noPage) return null;
    const number = Number(page);
    if (number < 2 || number > this.#lastPage) return `a pointer leads to page ${page}, there are ${this.#lastPage + 1}`;
    if (this.#seen.has(number)) return `two pointers lead to page ${page}`;
    this.#seen.add(number);
    this.#queue.push(number);
    return null;
  }

  #checkPage(number: number): string | null {
    const page = this.#read(number * this.#pageSize, this.#pageSize);
    if (page === null) return 'a page is missing';
    if (page.readBigUInt64LE(0) !== BigInt(number)) return 'a page has the number of another one';
    const flags = page.readUInt16LE(18);
    if (flags !== pageFlag.branch && flags !== pageFlag.leaf) return `a page has the unknown flags ${flags}`;
    const lower = page.readUInt16LE(20);
    const upper = page.readUInt16LE(22);
    if (lower > upper || upper > this.#pageSize - pageHeader || lower % 2 !== 0) return 'the bounds of a page are damaged';
    for (let at = pageHeader; at < pageHeader + lower; at += 2) {
      const node = page.readUInt16LE(at) + pageHeader;
      const damage = node < pageHeader + lower ? 'a pointer inside a page is damaged' : this.#checkNode(page, node, flags);
      if (damage !== null) return damage;
    }
    return null;
  }

  #checkNode(page: Buffer, at: number, pageFlags: number): string | null {
    if (at + nodeHeader > page.length) return 'an entry runs over the end of its page';
    const key = page.readUInt16LE(at + 6);
    const data = at + nodeHeader + key;
    if (data > page.length) return 'a key runs over the end of its page';
    if (pageFlags === pageFlag.branch) return this.#enqueue(BigInt(page.readUIntLE(at, 6)));
    const flags = page.readUInt16LE(at + 4);
    const size = page.readUInt32LE(at);
    if ((flags & nodeFlag.big) !== 0) return this.#checkBig(page, data);
    if (data + size > page.length) return 'a value runs over the end of its page';
    if ((flags & nodeFlag.tree) === 0) return null;
    return size === treeRecordBytes ? this.#enqueue(page.readBigUInt64LE(data + treeRoot)) : 'the record of a tree is damaged';
  }

  /** A value on pages of its own. Its bytes have a checksum that is looked at when it is read. */
  #checkBig(page: Buffer, at: number): string | null {
    if (at + 24 > page.length) return 'a value runs over the end of its page';
    const first = Number(page.readBigUInt64LE(at));
    const pages = Number(page.readBigUInt64LE(at + 16));
    if (first < 2 || pages < 1 || first + pages > this.#lastPage + 1) return 'the pages of a large value are not there';
    const header = this.#read(first * this.#pageSize, pageHeader);
    const isRight = header !== null && (header.readUInt16LE(18) & pageFlag.overflow) !== 0 && header.readUInt32LE(20) === pages;
    return isRight ? null : 'the pages of a large value are damaged';
  }

  #read(position: number, length: number): Buffer | null {
    const bytes = Buffer.allocUnsafe(length);
    return readSync(this.#file, bytes, 0, length, position) === length ? bytes : null;
  }
}

function isMeta(page: Buffer): boolean {
  return (
    (page.readUInt16LE(18) & pageFlag.meta) !== 0 &&
    page.readUInt32LE(meta.magic) === magic &&
    (page.readUInt32LE(meta.version) & 0xffff) === dataFormat
  );
}

function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}

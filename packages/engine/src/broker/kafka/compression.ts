import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { BadRequestError } from '../../model/errors.ts';
import { CorruptBatchError } from '../record-batch.ts';
import type { compressions } from '../record-batch.ts';
import { snappyBlocks, snappyFrame } from './snappy-frame.ts';

export type CompressionName = (typeof compressions)[number];

interface Codec {
  compress(bytes: Buffer): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

const gzip: Codec = { compress: promisify(zlib.gzip), decompress: promisify(zlib.gunzip) };

/** Native packages are loaded when the first batch needs them. */
const codecs: Readonly<Record<Exclude<CompressionName, 'none'>, () => Promise<Codec>>> = {
  gzip: async () => gzip,
  async snappy() {
    const { compress, uncompress } = await import('snappy');
    const uncompressed = async (block: Buffer): Promise<Buffer> => (await uncompress(block)) as Buffer;
    return {
      compress: (bytes) => snappyFrame(bytes, compress),
      decompress: async (bytes) => Buffer.concat(await Promise.all(snappyBlocks(bytes).map(uncompressed))),
    };
  },
  async lz4() {
    const { compressFrame, decompressFrame } = await import('lz4-napi');
    return { compress: (bytes) => compressFrame(bytes), decompress: (bytes) => decompressFrame(bytes) };
  },
  async zstd() {
    // Node has it since 22.15.
    const { zstdCompress, zstdDecompress } = zlib as Partial<typeof zlib>;
    if (zstdCompress === undefined || zstdDecompress === undefined) {
      throw new BadRequestError(`zstd needs Node 22.15 or newer, this is ${process.version}`);
    }
    return { compress: promisify(zstdCompress), decompress: promisify(zstdDecompress) };
  },
};

/** The name of a codec as `compression.type` has it. */
export function asCompression(text: string): CompressionName {
  return text === 'none' || text in codecs ? (text as CompressionName) : 'none';
}

export async function compress(name: CompressionName, bytes: Buffer): Promise<Buffer> {
  return name === 'none' ? bytes : (await codecs[name]()).compress(bytes);
}

/** Throws CorruptBatchError for what is not compressed so. */
export async function decompress(name: CompressionName, bytes: Buffer): Promise<Buffer> {
  if (name === 'none') return bytes;
  const codec = await codecs[name]();
  try {
    return await codec.decompress(bytes);
  } catch (error) {
    throw new CorruptBatchError(`Records cannot be decompressed by ${name}`, { cause: error });
  }
}

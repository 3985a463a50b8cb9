import { CorruptBatchError } from '../record-batch.ts';

/*
 * Java's clients do not send bare snappy blocks but the framing of the snappy-java library: a header, then blocks with their length
 * before them. Other clients send one bare block. Both are read.
 */

const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const version = 1;
const headerSize = magic.length + 8;
/** As snappy-java cuts. */
const blockBytes = 32 * 1024;

export async function snappyFrame(bytes: Buffer, compress: (block: Buffer) => Promise<Buffer>): Promise<Buffer> {
  const header = Buffer.alloc(headerSize);
  magic.copy(header);
  header.writeInt32BE(version, magic.length);
  header.writeInt32BE(version, magic.length + 4);
  const parts: Buffer[] = [header];
  for (let start = 0; start < bytes.length; start += blockBytes) {
    const block = await compress(bytes.subarray(start, start + blockBytes));
    const length = Buffer.alloc(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

/** The compressed blocks of what was received. */
export function snappyBlocks(bytes: Buffer): Buffer[] {
  if (bytes.length < headerSize || !bytes.subarray(0, magic.length).equals(magic)) return [bytes];
  const blocks: Buffer[] = [];
  for (let position = headerSize; position < bytes.length;) {
    const length = position + 4 <= bytes.length ? bytes.readInt32BE(position) : -1;
    position += 4;
    if (length < 0 || position + length > bytes.length)
      throw new CorruptBatchError('A snappy block runs over the end of its batch');
    blocks.push(bytes.subarray(position, position + length));
    position += length;
  }
  return blocks;
}

import { SerializationError } from '@millrace/connector-api';
import { asBuffer } from '../text/java-utf8.ts';

/** Bytes before the data: a zero, and the schema's id in four bytes, the highest first. */
export const PREFIX_LENGTH = 5;
const MAGIC_BYTE = 0;

export function prefixOf(id: number): Uint8Array {
  const prefix = Buffer.alloc(PREFIX_LENGTH);
  prefix.writeUInt8(MAGIC_BYTE, 0);
  prefix.writeInt32BE(id, 1);
  return prefix;
}

/** The id of the schema that the data after the prefix was written with. */
export function schemaIdOf(bytes: Uint8Array): number {
  if (bytes[0] !== MAGIC_BYTE || bytes.length < PREFIX_LENGTH) {
    const found = bytes.length === 0 ? 'no bytes at all' : `${bytes.length} bytes, the first of them ${bytes[0]}`;
    throw new SerializationError(
      `Unknown magic byte! Data written with a schema registry begins with a 0 and the 4 bytes of a schema's id; here are ${found}`,
    );
  }
  return asBuffer(bytes).readInt32BE(1);
}

import type { PackedBytes } from '@millrace/connector-api';
import { joinPacked, packedNulls } from './packed-columns.ts';
import type { RecordHeader } from './records.ts';

/** Records of a batch as columns. Keys and values are views of the batch; an object for each is made only when asked for. */
export class DecodedRecords {
  readonly offsets: number[];
  readonly timestamps: number[];
  /** null: no record has headers. */
  readonly headers: RecordHeader[][] | null;
  /** null: no record has a key. */
  readonly packedKeys: PackedBytes | null;
  readonly packedValues: PackedBytes;
  #keys: (Uint8Array | null)[] | null = null;
  #values: (Uint8Array | null)[] | null = null;

  constructor(columns: {
    readonly offsets: number[];
    readonly timestamps: number[];
    readonly headers: RecordHeader[][] | null;
    readonly keys: PackedBytes | null;
    readonly values: PackedBytes;
  }) {
    this.offsets = columns.offsets;
    this.timestamps = columns.timestamps;
    this.headers = columns.headers;
    this.packedKeys = columns.keys;
    this.packedValues = columns.values;
  }

  get keys(): (Uint8Array | null)[] {
    this.#keys ??= this.packedKeys?.toArray() ?? Array<null>(this.offsets.length).fill(null);
    return this.#keys;
  }

  get values(): (Uint8Array | null)[] {
    this.#values ??= this.packedValues.toArray();
    return this.#values;
  }

  /** Records behind each other. */
  static join(parts: readonly DecodedRecords[]): DecodedRecords {
    if (parts.length === 1) return parts[0]!;
    const headers = (part: DecodedRecords): RecordHeader[][] => part.headers ?? part.offsets.map(() => []);
    const keys = (part: DecodedRecords): PackedBytes => part.packedKeys ?? packedNulls(part.offsets.length);
    return new DecodedRecords({
      offsets: ([] as number[]).concat(...parts.map((part) => part.offsets)),
      timestamps: ([] as number[]).concat(...parts.map((part) => part.timestamps)),
      headers: parts.every((part) => part.headers === null) ? null : parts.flatMap(headers),
      keys: parts.every((part) => part.packedKeys === null) ? null : joinPacked(parts.map(keys)),
      values: joinPacked(parts.map((part) => part.packedValues)),
    });
  }
}

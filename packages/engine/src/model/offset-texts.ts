/** A partition and its offset as JSON text, so that 64-bit integers stay exact; a null offset removes the one that is there. */
export type OffsetText = readonly [partition: string, offset: string | null];

/** Source offsets as records of the topic that they are kept in. */
export interface OffsetRecords {
  readonly keys: readonly Uint8Array[];
  readonly values: readonly (Uint8Array | null)[];
}

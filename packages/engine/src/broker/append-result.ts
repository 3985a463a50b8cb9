import type { AppendResult } from './records.ts';
import type { PartitionSplit } from './split-by-partition.ts';

/** Records of a batch that stand one after the other in a partition, from an offset on; below zero: nobody says where. */
export interface Place extends PartitionSplit {
  readonly firstOffset: number;
}

/** Where the records of a batch went. The columns are made when somebody looks at them. */
export function appendResult(count: number, places: readonly Place[]): AppendResult {
  let columns: AppendResult | null = null;
  return {
    get partitions() {
      return (columns ??= resultColumns(count, places)).partitions;
    },
    get offsets() {
      return (columns ??= resultColumns(count, places)).offsets;
    },
  };
}

function resultColumns(count: number, places: readonly Place[]): AppendResult {
  const partitions = Array<number>(count);
  const offsets = Array<number>(count);
  for (const { partition, indexes, firstOffset } of places) {
    const length = indexes === null ? count : indexes.length;
    for (let n = 0; n < length; n++) {
      const i = indexes === null ? n : indexes[n]!;
      partitions[i] = partition;
      offsets[i] = firstOffset < 0 ? -1 : firstOffset + n;
    }
  }
  return { partitions, offsets };
}

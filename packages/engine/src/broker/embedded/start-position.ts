import { NotFoundError } from '../../model/errors.ts';
import type { PartitionState } from './partition-state.ts';

/** `auto.offset.reset`. */
export type OffsetReset = 'earliest' | 'latest' | 'none';

export function parseOffsetReset(text: string | undefined): OffsetReset {
  const reset = (text ?? 'earliest').toLowerCase();
  if (reset === 'earliest' || reset === 'latest' || reset === 'none') return reset;
  throw new NotFoundError(
    `Invalid value ${text} for configuration auto.offset.reset: String must be one of: latest, earliest, none`,
  );
}

/** Where reading begins: at the wished offset if the partition has it or ends there, else where the reset policy says. */
export function startPosition(
  wished: bigint | null,
  state: PartitionState,
  reset: OffsetReset,
  place: { readonly topic: string; readonly partition: number },
): number {
  if (wished !== null && wished >= BigInt(state.startOffset) && wished <= BigInt(state.nextOffset)) return Number(wished);
  if (reset === 'earliest') return state.startOffset;
  if (reset === 'latest') return state.nextOffset;
  const name = `${place.topic}-${place.partition}`;
  throw new NotFoundError(
    wished === null
      ? `Undefined offset with no reset policy for partitions: [${name}]`
      : `Fetch position ${wished} is out of range for partition ${name}, and no reset policy is configured`,
  );
}

import type { ProducePlan } from './produce-plan.ts';

/** Encoded batches for partitions of topics that are there, as one thread hands them to another. */
export interface AppendOrder {
  readonly id: number;
  /** All batches, one after the other, in the order of the plans. Handed over, and handed back with the answer. */
  readonly memory: ArrayBuffer;
  readonly bytes: number;
  readonly entries: number;
  readonly plans: readonly OrderedPlan[];
}

export interface OrderedPlan {
  readonly topic: string;
  readonly topicId: number;
  readonly parts: readonly OrderedPart[];
}

export interface OrderedPart {
  readonly partition: number;
  /** Bytes of each batch, and how many records are in it. */
  readonly lengths: readonly number[];
  readonly counts: readonly number[];
}

export interface AppendAnswer {
  readonly id: number;
  readonly memory: ArrayBuffer;
  readonly outcome: AppendOutcome;
}

export type AppendOutcome =
  /** On disk: the first offset of each part of each plan. */
  | { readonly kind: 'written'; readonly offsets: readonly (readonly number[])[] }
  /** A topic is not the one any more that was planned for: nothing is written. */
  | { readonly kind: 'stale' }
  /** The store failed: nothing is written. */
  | { readonly kind: 'failed'; readonly message: string };

/** Copies the plans' batches into the memory, which is large enough, and says what is in it. */
export function packPlans(plans: readonly ProducePlan[], memory: ArrayBuffer): OrderedPlan[] {
  let at = 0;
  const place = (bytes: Buffer): number => {
    new Uint8Array(memory, at, bytes.length).set(bytes);
    at += bytes.length;
    return bytes.length;
  };
  return plans.map(({ topic, parts }) => ({
    topic: topic.name,
    topicId: topic.id,
    parts: parts.map(({ partition, batches }) => ({
      partition,
      lengths: batches.map(({ bytes }) => place(bytes)),
      counts: batches.map(({ count }) => count),
    })),
  }));
}

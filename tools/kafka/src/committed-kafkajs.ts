import { createRequire } from 'node:module';
import type * as kafkajsTypes from 'kafkajs';

/*
 * kafkajs 2.2.4 shows readers of committed records some of aborted transactions: a broker lists those in the order in which they were
 * aborted, and kafkajs takes them for sorted by their first offsets. Here that one function is another one.
 */

/** A record as kafkajs decodes it. */
export interface RawMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

const abortMarker = Buffer.alloc(4);

/** The records of a fetch without those of aborted transactions. */
export function withoutAborted<T extends RawMessage>({
  messages,
  abortedTransactions,
}: {
  readonly messages: readonly T[];
  readonly abortedTransactions?: readonly AbortedTransaction[] | null;
}): T[] {
  const next = (abortedTransactions ?? []).toSorted((a, b) => Number(BigInt(a.firstOffset) - BigInt(b.firstOffset)));
  const aborting = new Set<string>();
  return messages.filter(({ offset, key, isControlRecord, batchContext: { producerId, inTransaction } }) => {
    while (next.length > 0 && BigInt(next[0]!.firstOffset) <= BigInt(offset)) aborting.add(next.shift()!.producerId);
    if (isControlRecord && key?.equals(abortMarker) === true) aborting.delete(producerId);
    return isControlRecord || !inTransaction || !aborting.has(producerId);
  });
}

const require = createRequire(import.meta.url);
const original = 'kafkajs/src/consumer/filterAbortedMessages';
require(original);
require.cache[require.resolve(original)]!.exports = withoutAborted;

export const { ConfigResourceTypes, Kafka, logLevel } = require('kafkajs') as typeof kafkajsTypes;

import type { SourceRecord } from './record.ts';

/**
 * By it a source task says where its transactions end (KIP-618), where the connector is configured with
 * `transaction.boundary=connector`. To be called within `poll`, before it answers. What is not committed or aborted goes on with
 * the next batch.
 */
export interface TransactionContext {
  /** Ends the transaction after this record, or, without one, after the batch that `poll` is about to answer. */
  commitTransaction(record?: SourceRecord): void;
  /**
   * Drops all that the transaction has so far, up to and with this record or, without one, the whole batch that `poll` is about to answer.
   * Their source offsets are committed none the less, so that they are not read again.
   */
  abortTransaction(record?: SourceRecord): void;
}

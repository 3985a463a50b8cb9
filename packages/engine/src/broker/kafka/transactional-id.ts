import { FencedError, UnavailableError } from '../../model/errors.ts';
import type { GroupOffset, TopicPartition } from '../records.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, KafkaProtocolError, toEngineError } from './kafka-errors.ts';
import {
  addGroupRequest,
  addPartitionsRequest,
  commitInTransactionRequest,
  endTransactionRequest,
  initProducerRequest,
} from './produce-requests.ts';
import type { TransactionIdentity } from './produce-requests.ts';
import type { WireRequest } from './wire-request.ts';

/**
 * A transactional id that this producer has taken over, and its transactions. The epoch is taken once, when the producer is made:
 * whoever takes it later fences this one for good, so it is never taken again.
 */
export class TransactionalId {
  readonly #cluster: KafkaCluster;
  readonly #identity: TransactionIdentity;
  #failure: Error | null = null;

  private constructor(cluster: KafkaCluster, identity: TransactionIdentity) {
    this.#cluster = cluster;
    this.#identity = identity;
  }

  /** Aborts what an earlier producer with this id has left open, and fences it. */
  static async take(cluster: KafkaCluster, transactionalId: string): Promise<TransactionalId> {
    const { transactionTimeoutMs } = cluster.settings.producer;
    const { id, epoch } = await cluster.retryingAtCoordinator('transaction', transactionalId, async () => {
      const request = initProducerRequest(transactionalId, transactionTimeoutMs);
      const answer = await cluster.sendToCoordinator('transaction', transactionalId, request);
      checkCode(answer.errorCode, `The transactional id ${transactionalId} cannot be taken`);
      return answer;
    });
    return new TransactionalId(cluster, { transactionalId, id, epoch });
  }

  get identity(): TransactionIdentity {
    return this.#identity;
  }

  /** Throws what made this id unusable, if something did. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  async addPartitions(partitions: readonly TopicPartition[]): Promise<void> {
    await this.#exchange(
      'Partitions cannot be added to the transaction',
      addPartitionsRequest(this.#identity, partitions),
      (errors) => errors.map(({ errorCode }) => errorCode),
    );
  }

  async commitOffsets(groupId: string, offsets: readonly GroupOffset[]): Promise<void> {
    const what = `Offsets of group ${groupId} cannot be added to the transaction`;
    await this.#exchange(what, addGroupRequest(this.#identity, groupId), (code) => [code]);
    await this.#cluster.retryingAtCoordinator('group', groupId, async () => {
      const request = commitInTransactionRequest(this.#identity, groupId, offsets);
      for (const { errorCode } of await this.#cluster.sendToCoordinator('group', groupId, request)) this.#judge(errorCode, what);
    });
  }

  /** Repeats until the broker has said that it is so. When that fails, the id is unusable: nobody knows what became of it. */
  async end(commits: boolean): Promise<void> {
    try {
      await this.#exchange(
        `The transaction cannot be ${commits ? 'committed' : 'aborted'}`,
        endTransactionRequest(this.#identity, commits),
        (code) => [code],
      );
    } catch (error) {
      this.#failure ??= unusable(this.#identity.transactionalId, error);
      throw this.#failure;
    }
  }

  /** Nobody knows which of its records are there, so what follows cannot be numbered. */
  spoil(error: unknown): void {
    this.#failure ??= unusable(this.#identity.transactionalId, error);
  }

  async #exchange<T>(what: string, request: WireRequest<T>, codes: (answer: T) => readonly number[]): Promise<void> {
    const { transactionalId } = this.#identity;
    await this.#cluster.retryingAtCoordinator('transaction', transactionalId, async () => {
      const answer = await this.#cluster.sendToCoordinator('transaction', transactionalId, request);
      for (const code of codes(answer)) this.#judge(code, what);
    });
  }

  #judge(code: number, what: string): void {
    const error = new KafkaProtocolError(code, what);
    if (hasType(error, 'INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'INVALID_PRODUCER_ID_MAPPING')) {
      this.#failure = this.fenced(error);
      throw this.#failure;
    }
    checkCode(code, what);
  }

  fenced(cause: unknown): FencedError {
    const { transactionalId } = this.#identity;
    this.#failure ??= new FencedError(`Another producer has started with the transactional id ${transactionalId}`, { cause });
    return this.#failure as FencedError;
  }
}

function unusable(transactionalId: string, error: unknown): Error {
  const told = toEngineError(error);
  if (told instanceof FencedError) return told;
  return new UnavailableError(
    `The producer with the transactional id ${transactionalId} cannot go on: nobody knows what became of its last transaction (${told.message})`,
    { cause: error },
  );
}

import type { KafkaCluster } from './kafka-cluster.ts';
import { InternalError } from '../../model/errors.ts';
import { produceRequest } from './produce-requests.ts';
import type { ProduceOptions, ProducePart, ProduceResult } from './produce-requests.ts';
import type { WriteHold } from './write-hold.ts';

interface Waiting {
  readonly part: ProducePart;
  readonly resolve: (result: ProduceResult) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  inFlight: number;
}

export interface SenderLimits {
  /** Requests under way to one broker. */
  readonly maxInFlight: number;
  readonly maxRequestBytes: number;
  readonly hold: WriteHold;
}

/**
 * Sends batches to the brokers that lead their partitions. What is handed in within one turn of the event loop, or while as many
 * requests as may be are under way, shares a request. A partition must not be handed in again before its answer.
 */
export class ProduceSender {
  readonly #cluster: KafkaCluster;
  readonly #options: ProduceOptions;
  readonly #limits: SenderLimits;
  readonly #lanes = new Map<number, Lane>();

  constructor(cluster: KafkaCluster, options: ProduceOptions, limits: SenderLimits) {
    this.#cluster = cluster;
    this.#options = options;
    this.#limits = limits;
  }

  /** Rejects when the request as a whole failed; what the broker says of the batch is in the result. */
  send(nodeId: number, part: ProducePart): Promise<ProduceResult> {
    let lane = this.#lanes.get(nodeId);
    if (lane === undefined) this.#lanes.set(nodeId, (lane = { waiting: [], inFlight: 0 }));
    const { waiting } = lane;
    return new Promise((resolve, reject) => {
      waiting.push({ part, resolve, reject });
      if (waiting.length === 1) setImmediate(() => this.#drain(nodeId, lane));
    });
  }

  #drain(nodeId: number, lane: Lane): void {
    while (lane.waiting.length > 0 && lane.inFlight < this.#limits.maxInFlight) {
      const sent = this.#take(lane);
      lane.inFlight++;
      void this.#exchange(nodeId, sent).finally(() => {
        lane.inFlight--;
        this.#drain(nodeId, lane);
      });
    }
  }

  #take(lane: Lane): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { part } of lane.waiting) {
      bytes += part.batch.length;
      if (count > 0 && bytes > this.#limits.maxRequestBytes) break;
      count++;
    }
    return lane.waiting.splice(0, count);
  }

  async #exchange(nodeId: number, sent: readonly Waiting[]): Promise<void> {
    const parts = sent.map(({ part }) => part);
    const { hold } = this.#limits;
    try {
      await hold.untilMayWrite();
      const answer = await this.#cluster.sendTo(nodeId, hold.guard(produceRequest(parts, this.#options)));
      for (const { part, resolve, reject } of sent) {
        const result = this.#options.acks === 0 ? unacknowledged(part) : answer.results.find((other) => isFor(other, part));
        if (result === undefined) reject(new InternalError(`Kafka did not say what became of records for topic ${part.topic}`));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of sent) reject(error);
    }
  }
}

function isFor(result: ProduceResult, part: ProducePart): boolean {
  return result.partition === part.partition && result.topic === part.topic;
}

/** With acks=0 nobody says where the records went. */
function unacknowledged({ topic, partition }: ProducePart): ProduceResult {
  return { topic, partition, errorCode: 0, errorMessage: null, baseOffset: -1 };
}

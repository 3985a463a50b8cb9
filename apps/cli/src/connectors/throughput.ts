import { ConnectClient, ConnectError, type ConnectClientOptions } from '@millrace/client';
import { readSamples } from './prometheus-text.ts';

/** What moves in a connector, over all its tasks. Undefined: no worker tells. */
export interface Throughput {
  /** Records a second, recently. */
  readonly rate: number | undefined;
  /** Records that a task has read or was given, and whose offsets are not committed yet. */
  readonly lag: number | undefined;
}

const rates = ['kafka_connect_source_task_source_record_write_rate', 'kafka_connect_sink_task_sink_record_send_rate'];
const lags = ['kafka_connect_source_task_source_record_active_count', 'kafka_connect_sink_task_sink_record_active_count'];
const wanted = new Set([...rates, ...lags]);

const timeoutMs = 2000;

/**
 * Asks each of these workers for its metrics, by connector and (`taskKey`) by task. Only Millrace has them; null: none of the workers does.
 */
export async function fetchThroughput(
  urls: readonly string[],
  options: Omit<ConnectClientOptions, 'url' | 'urls'>,
  signal: AbortSignal,
): Promise<Map<string, Throughput> | null> {
  const texts = await Promise.all(urls.map((url) => metricsOf(new ConnectClient({ ...options, url }), signal)));
  const told = texts.filter((text) => text !== null);
  return told.length === 0 ? null : sum(told);
}

async function metricsOf(client: ConnectClient, signal: AbortSignal): Promise<string | null> {
  try {
    const text = await client.raw.getMetrics({}, { timeoutMs, retry: false, signal });
    return typeof text === 'string' ? text : null;
  } catch (error) {
    if (error instanceof ConnectError) return null;
    throw error;
  }
}

function sum(texts: readonly string[]): Map<string, Throughput> {
  const found = new Map<string, Throughput>();
  for (const { metric, labels, value } of texts.flatMap((text) => readSamples(text, wanted))) {
    const connector = labels.get('connector') ?? '';
    for (const key of [connector, taskKey(connector, labels.get('task') ?? '')]) {
      const { rate, lag } = found.get(key) ?? { rate: undefined, lag: undefined };
      found.set(key, rates.includes(metric) ? { rate: (rate ?? 0) + value, lag } : { rate, lag: (lag ?? 0) + value });
    }
  }
  return found;
}

/** Of one task; a connector's key is its name, which can hold no control character. */
export const taskKey = (connector: string, task: string | number): string => `${connector}\u0000${task}`;

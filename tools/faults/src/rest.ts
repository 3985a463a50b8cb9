import { setTimeout as delay } from 'node:timers/promises';

const ANSWER_MS = 5000;
const REPEAT_MS = 30_000;
const PAUSE_MS = 200;

export interface ConnectorStatus {
  readonly connector: { readonly state: string; readonly worker_id: string };
  readonly tasks: readonly { readonly id: number; readonly state: string; readonly worker_id: string }[];
}

export type Statuses = Readonly<Record<string, { readonly status: ConnectorStatus }>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One request; status 0 where there was no answer in time. */
export async function ask(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    const answer = await fetch(`${url}${path}`, { method, ...content, signal: AbortSignal.timeout(ANSWER_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** Repeats what a worker refuses for the moment. */
export async function send(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const end = performance.now() + REPEAT_MS;
  for (;;) {
    const { status, text } = await ask(url, method, path, body);
    if (status >= 200 && status < 300) return text === '' ? null : JSON.parse(text);
    if ((status !== 0 && status < 500 && status !== 409) || performance.now() > end) {
      throw new Error(`${method} ${path}: ${status} ${text}`);
    }
    await delay(PAUSE_MS);
  }
}

/** null: there was no answer. */
export async function statuses(url: string): Promise<Statuses | null> {
  const { status, text } = await ask(url, 'GET', '/connectors?expand=status');
  return status === 200 ? (JSON.parse(text) as Statuses) : null;
}

/** The worker's idea of who leads its group, `host:port`; null: it knows none. */
export async function leaderOf(url: string): Promise<string | null> {
  const { text } = await ask(url, 'GET', '/metrics');
  const leader = /^kafka_connect_worker_rebalance_leader_name\{[^}]*leader_name="([^"]*)"/m.exec(text)?.[1];
  return leader === undefined ? null : new URL(leader).host;
}

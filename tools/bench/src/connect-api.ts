import { setTimeout as delay } from 'node:timers/promises';

/** What Java's worker answers while it rebalances: the same may be asked again. */
const MOMENTARY = /rebalance|stale configuration|no known leader/;
const REBALANCE_MS = 60_000;

/** The few REST calls that the measurements make, against any Kafka Connect. */
export function connectApi(url: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const deadline = performance.now() + REBALANCE_MS;
    for (;;) {
      const answer = await fetch(`${url}${path}`, { method, ...init });
      const text = await answer.text();
      if (answer.ok) return text === '' ? null : JSON.parse(text);
      if (!MOMENTARY.test(text) || performance.now() > deadline) {
        throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
      }
      await delay(50);
    }
  };
  return {
    create: (name: string, config: Readonly<Record<string, string>>, initialState = 'RUNNING') =>
      call('POST', '/connectors', { name, config, initial_state: initialState }),
    remove: (name: string) => call('DELETE', `/connectors/${name}`),
    stop: (name: string) => call('PUT', `/connectors/${name}/stop`),
    resume: (name: string) => call('PUT', `/connectors/${name}/resume`),
    status: async (name: string) => (await call('GET', `/connectors/${name}/status`)) as ConnectorStatus,
    offsets: async (name: string) => (await call('GET', `/connectors/${name}/offsets`)) as ConnectorOffsets,
    names: async () => (await call('GET', '/connectors')) as string[],
    expanded: async () => (await call('GET', '/connectors?expand=status&expand=info')) as Record<string, ExpandedConnector>,
    /** Resolves when `count` connectors are there, each with its one task running. */
    async allRunning(count: number, timeoutMs = 120_000): Promise<void> {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const all = Object.values(await this.expanded());
        const running = all.filter(isRunning).length;
        if (running === count) return;
        if (performance.now() > deadline) throw new Error(`${running} of ${count} connectors run after ${timeoutMs} ms`);
        await delay(50);
      }
    },
  };
}

export type ConnectApi = ReturnType<typeof connectApi>;

export interface ConnectorStatus {
  readonly connector: { readonly state: string };
  readonly tasks: readonly { readonly state: string; readonly trace?: string }[];
}

export interface ConnectorOffsets {
  readonly offsets: readonly { readonly offset: Readonly<Record<string, unknown>> }[];
}

export interface ExpandedConnector {
  readonly status?: ConnectorStatus;
}

function isRunning({ status }: ExpandedConnector): boolean {
  return (
    status?.connector.state === 'RUNNING' && status.tasks.length > 0 && status.tasks.every((task) => task.state === 'RUNNING')
  );
}

/** A file source that has nothing to read. */
export function idleSource(index: number, dir: string): Record<string, string> {
  return { 'connector.class': 'FileStreamSource', 'tasks.max': '1', file: `${dir}/none-${index}.txt`, topic: `idle-${index}` };
}

import type { EngineHealth } from '@millrace/engine';
import type { Handlers } from '../generated/express.gen.ts';
import type { RestContext } from './rest-context.ts';

const STATUS_OF_HEALTH = { healthy: 200, starting: 503, unhealthy: 500 } as const satisfies Record<
  EngineHealth['status'],
  number
>;

/** What the worker says about itself. */
export function workerHandlers({ engine, version, document }: RestContext) {
  return {
    getServerInfo: () => ({ status: 200, body: { ...version, kafka_cluster_id: engine.clusterId() } }),

    getHealth: () => {
      const { status, message } = engine.health();
      return { status: STATUS_OF_HEALTH[status], body: { status, message } };
    },

    getOpenApiDocument: () => ({ status: 200, body: document }),
  } satisfies Partial<Handlers>;
}

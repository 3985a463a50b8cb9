import type { Handlers } from '../generated/express.gen.ts';
import { connectorHandlers } from './connector-handlers.ts';
import { dataHandlers } from './data-handlers.ts';
import { internalHandlers } from './internal-handlers.ts';
import { lifecycleHandlers } from './lifecycle-handlers.ts';
import { loggerHandlers } from './logger-handlers.ts';
import { metricsHandlers } from './metrics-handlers.ts';
import { pluginHandlers } from './plugin-handlers.ts';
import type { RestContext } from './rest-context.ts';
import { workerHandlers } from './worker-handlers.ts';

/** A handler for every operation of the contract. */
export function createHandlers(context: RestContext): Handlers {
  return {
    ...workerHandlers(context),
    ...connectorHandlers(context),
    ...lifecycleHandlers(context),
    ...dataHandlers(context),
    ...pluginHandlers(context),
    ...loggerHandlers(context),
    ...internalHandlers(context),
    ...metricsHandlers(context),
  };
}

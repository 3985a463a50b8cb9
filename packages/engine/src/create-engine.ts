import type { Broker, BrokerConfig } from './broker/broker.ts';
import { createBroker } from './broker/create-broker.ts';
import { warnOnce } from './broker/warn-once.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { assembleEngine } from './herder/assemble-engine.ts';
import { ENGINE_TIMES } from './herder/engine-parts.ts';
import type { EngineParts } from './herder/engine-parts.ts';
import { systemClock } from './model/clock.ts';
import type { LoggerFactory } from './model/logger.ts';
import { createConfigStore } from './store/config-store.ts';
import { createOffsetStore } from './store/offset-store.ts';
import { createStatusStore } from './store/status-store.ts';
import { noActivity } from './worker/activity.ts';
import { createInProcessHost } from './worker/in-process-host.ts';
import type { HostBrokerEnvironment } from './worker/task-runtime.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from './worker/task-host.ts';
import { createThreadHost } from './worker/threads/thread-host.ts';
import { threadSettings } from './worker/threads/thread-settings.ts';

const BROKER_LOGGER = 'millrace.broker';

const PARTS: EngineParts = {
  clock: systemClock,
  times: ENGINE_TIMES,
  openBroker: (config, loggers) => openBroker(config, { loggers }),
  createStores(options) {
    const transactions = options.readsCommitted === true;
    return {
      config: createConfigStore(options),
      offsets: createOffsetStore({ ...options, transactions }),
      createOffsets: (topic) => createOffsetStore({ ...options, transactions, topic }),
      statuses: createStatusStore(options),
    };
  },
  createHost,
};

/** Plugins run in worker threads, unless `task.threads` is 0. */
function createHost(options: TaskHostOptions, events: TaskHostEvents, loggers: LoggerFactory): TaskHost {
  const settings = threadSettings(options.workerProperties);
  if (settings.threads > 0) return createThreadHost({ options, events, loggers, settings, clock: systemClock });
  const parts = { clock: systemClock, activity: noActivity, openBroker };
  return createInProcessHost({ options, events, loggers, parts });
}

function openBroker(config: BrokerConfig, { loggers, ...rest }: HostBrokerEnvironment): Promise<Broker> {
  return createBroker(config, { ...rest, logger: loggers(BROKER_LOGGER) });
}

/**
 * Makes an engine; nothing is opened before `start`, which throws StoreError when the data directory cannot be used. Throws
 * BadRequestError for properties that cannot be read.
 */
export function createEngine(options: EngineOptions): Engine {
  return assembleEngine({ ...options, loggers: warnOnce(options.loggers) }, PARTS);
}

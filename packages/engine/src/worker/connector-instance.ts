import { ConnectError } from '@millrace/connector-api';
import type { OffsetReader, SinkConnector, SourceConnector } from '@millrace/connector-api';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, State } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import { within } from '../model/clock.ts';
import { javaTrace } from '../task/java-trace.ts';
import { createSerialQueue } from '../task/serial-queue.ts';
import { generateTaskConfigs } from './generate-task-configs.ts';
import type { TaskConfigsRequest } from './task-host.ts';
import type { LoadedConnector } from './task-plugins.ts';

/** One connector that a worker runs. Calls are carried out one after another; the plugin is never in two of its methods at once. */
export interface ConnectorInstance {
  /** Starts it, or shows it as PAUSED. What the connector's `start` throws becomes its state. */
  start(target: 'STARTED' | 'PAUSED'): Promise<void>;
  /** Pausing stops the connector, resuming starts a new object of it. Rejects once it has failed. */
  setTarget(target: 'STARTED' | 'PAUSED'): Promise<void>;
  /** Rejects when it is not running; too many of them fail the connector. */
  taskConfigs(request: TaskConfigsRequest): Promise<ConfigMap[]>;
  /** Stops it and reports UNASSIGNED. One that does not stop in time is abandoned: what it does later has no effect. */
  stop(): Promise<void>;
}

export interface ConnectorInstanceOptions {
  readonly name: string;
  readonly config: ConfigMap;
  readonly loaded: LoadedConnector;
  readonly offsets: OffsetReader;
  readonly report: (state: State, trace: string | null) => void;
  readonly requestReconfiguration: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a connector may take to stop; as Kafka Connect has it. */
const STOP_TIMEOUT_MS = 5000;

/** Java: WorkerConnector. */
export function createConnectorInstance(options: ConnectorInstanceOptions): ConnectorInstance {
  const { name, config, loaded, logger } = options;
  const queue = createSerialQueue();
  let running: SourceConnector | SinkConnector | null = null;
  let failed = false;
  let paused = false;
  /** Set when it is to end: what the plugin asks for after that is not heard. */
  let ending = false;
  let abandoned = false;

  function report(state: State, trace: string | null): void {
    if (!abandoned) options.report(state, trace);
  }

  function fail(error: unknown): void {
    if (failed) return;
    failed = true;
    logger.error('Connector has failed', { error });
    report('FAILED', javaTrace(error));
  }

  async function start(): Promise<void> {
    const connector = loaded.plugin.createConnector();
    const context = {
      name,
      offsets: options.offsets,
      requestTaskReconfiguration() {
        if (!ending) options.requestReconfiguration();
      },
      raiseError(error: Error) {
        if (!ending) fail(error);
      },
    };
    try {
      await connector.start(config, context);
    } catch (error) {
      return fail(error);
    }
    running = connector;
    if (!failed && !ending) report('RUNNING', null);
  }

  async function stop(): Promise<void> {
    const connector = running;
    running = null;
    await connector?.stop();
  }

  async function pause(): Promise<void> {
    try {
      await stop();
    } catch (error) {
      return fail(error);
    }
    report('PAUSED', null);
  }

  async function follow(target: 'STARTED' | 'PAUSED'): Promise<void> {
    if (ending) return;
    if (failed) throw new ConnectError(`Cannot transition connector ${name} to ${target} since it has failed`);
    if (target === 'PAUSED' && !paused) {
      paused = true;
      await pause();
    } else if (target === 'STARTED' && running === null) {
      paused = false;
      await start();
    }
  }

  async function end(): Promise<void> {
    try {
      await stop();
    } catch (error) {
      logger.error('Error while shutting down connector', { error });
      failed = false;
      return fail(error);
    }
    report('UNASSIGNED', null);
  }

  return {
    start: (target) => queue.run(() => follow(target)),
    setTarget: (target) => queue.run(() => follow(target)),
    taskConfigs: (request) =>
      queue.run(async () => {
        if (running === null || failed)
          throw new ConnectError(`Connector ${name} is not running; it cannot say its tasks' configurations`);
        return generateTaskConfigs({
          name,
          config,
          taskClass: loaded.plugin.taskClass,
          connector: running,
          request,
          logger,
          fail,
        });
      }),
    async stop() {
      ending = true;
      const outcome = await within(options.clock, STOP_TIMEOUT_MS, queue.run(end), 'late');
      if (outcome !== 'late') return;
      logger.error('Connector failed to properly shut down, has become unresponsive, and may be consuming external resources');
      report('UNASSIGNED', null);
      abandoned = true;
    },
  };
}

import { randomBytes } from 'node:crypto';
import type { HostSnapshot, ThreadSnapshot } from '../../metrics/host-snapshot.ts';
import { UnavailableError } from '../../model/errors.ts';
import type { Clock } from '../../model/clock.ts';
import { within } from '../../model/clock.ts';
import type { LoggerFactory } from '../../model/logger.ts';
import { noCounts } from '../host-counts.ts';
import type { HostCounts } from '../host-counts.ts';
import { writeLogLine } from '../host-log.ts';
import type { LogLine } from '../host-log.ts';
import { hostSettings } from '../host-settings.ts';
import { eventTable } from '../in-process-host.ts';
import type { CallTable } from '../remote-calls.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from '../task-host.ts';
import { startPluginThread } from './plugin-thread.ts';
import type { PluginThread } from './plugin-thread.ts';
import { createQuarantine } from './quarantine.ts';
import { createSeating } from './seating.ts';
import { createThreadPool } from './thread-pool.ts';
import type { Place } from './thread-pool.ts';
import type { ThreadSettings } from './thread-settings.ts';
import { createThreadedAsks } from './threaded-asks.ts';
import { createThreadedConnectors } from './threaded-connectors.ts';
import { createThreadedTasks } from './threaded-tasks.ts';
import { createWriterThread } from './writer-thread.ts';

export interface ThreadHostOptions {
  readonly options: TaskHostOptions;
  readonly events: TaskHostEvents;
  /** Where log lines of the host go. */
  readonly loggers: LoggerFactory;
  readonly settings: ThreadSettings;
  readonly clock: Clock;
}

/** A task host whose plugins run in worker threads. */
export interface ThreadHost extends TaskHost {
  readonly counts: Readonly<HostCounts>;
}

const LOOKS_A_PING = 4;
const HOST_LOGGER = 'millrace.worker';
/** How much longer a thread may take to close than its tasks have to stop. */
const CLOSE_GRACE_MS = 1000;
/** A thread that does not tell its numbers within this time is left out of them. */
const METRICS_MS = 1000;

/**
 * Makes a task host that runs tasks in a few threads, connector instances and questions to plugins in another one, and those that
 * need it in threads of their own. Threads are started when they are needed. A thread that does not answer, needs too much memory or
 * dies is replaced: what ended it fails, everything else on it is begun again, tasks from their last committed offsets.
 */
export function createThreadHost({ options, events, loggers, settings, clock }: ThreadHostOptions): ThreadHost {
  const logger = loggers(HOST_LOGGER);
  const counts = noCounts();
  const hostOptions = { ...options, digestKey: options.digestKey ?? randomBytes(32).toString('hex') };
  const closeMs = hostSettings(options.workerProperties).stopTimeoutMs + CLOSE_GRACE_MS;
  const pool = createThreadPool({ size: settings.threads, start, lookMs: settings.pingMs / LOOKS_A_PING, closeMs });
  const seating = createSeating({ pool, quarantine: createQuarantine(clock), counts, logger });
  const tasks = createThreadedTasks({ seating, report: (...args) => events.taskState(...args) });
  const connectors = createThreadedConnectors({ seating, report: (...args) => events.connectorState(...args) });
  const asks = createThreadedAsks(seating);
  const { broker } = options;
  const writer = broker.kind === 'embedded' ? createWriterThread({ dataDir: broker.dataDir, clock, logger }) : null;
  let closed = false;

  function start(name: string, place: Place): PluginThread {
    counts.threadsStarted += 1;
    return startPluginThread({
      name,
      options: hostOptions,
      settings,
      isQuiet: place.kind === 'control',
      writer: place.kind === 'control' ? null : (writer?.line() ?? null),
      table: tableFor,
      onEnd: (thread, end) => seating.threadEnded(thread, end),
      clock,
      logger,
    });
  }

  /** What a thread may call: everybody's events, as far as they come from where the task or connector is. */
  function tableFor(thread: PluginThread): CallTable {
    const heard: TaskHostEvents = {
      ...events,
      connectorState: (...args) => connectors.stateFrom(thread, ...args),
      taskState: (...args) => tasks.stateFrom(thread, ...args),
      reconfigurationRequested(name) {
        if (connectors.isOn(thread, name)) events.reconfigurationRequested(name);
      },
    };
    return {
      ...eventTable(heard),
      log: (line: LogLine) => writeLogLine(loggers, line),
      taskAbandoned: () => (counts.tasksAbandoned += 1),
    };
  }

  async function numbersOf(thread: PluginThread): Promise<HostSnapshot | null> {
    const answer = thread.call('metrics', []).catch(() => null) as Promise<HostSnapshot | null>;
    return within(clock, METRICS_MS, answer, null);
  }

  function describe(thread: PluginThread, numbers: HostSnapshot | null): ThreadSnapshot {
    return {
      name: thread.name,
      tasks: numbers?.tasks.length ?? 0,
      ...thread.holds(),
      eventLoopUtilization: thread.utilization(),
    };
  }

  /** Nothing is begun in a host that was closed. */
  function open<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      if (closed) throw new UnavailableError('The task host is closed');
      return call(...args);
    };
  }

  return {
    counts,
    validateConnector: open(asks.validateConnector),
    pluginConfig: open(asks.pluginConfig),
    alterConnectorOffsets: open(asks.alterConnectorOffsets),
    resolveSettings: open(asks.resolveSettings),
    startConnector: open(connectors.startConnector),
    setConnectorState: open(connectors.setConnectorState),
    taskConfigs: open(connectors.taskConfigs),
    stopConnector: open(connectors.stopConnector),
    startTask: open(tasks.startTask),
    setTaskState: open(tasks.setTaskState),
    stopTask: open(tasks.stopTask),
    async forgetTopics(connector) {
      await Promise.all(pool.all().map((thread) => thread.call('forgetTopics', [connector]).catch(() => undefined)));
    },
    async metrics() {
      const threads = pool.all();
      const numbers = await Promise.all(threads.map(numbersOf));
      return {
        tasks: numbers.flatMap((found) => found?.tasks ?? []),
        threads: threads.map((thread, n) => describe(thread, numbers[n] ?? null)),
        counts,
      };
    },
    async close() {
      closed = true;
      await pool.close(closeMs);
      await writer?.close();
    },
  };
}

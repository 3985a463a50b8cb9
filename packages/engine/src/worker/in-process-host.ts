import type { LoggerFactory } from '../model/logger.ts';
import { writeLogLine } from './host-log.ts';
import type { LogLine } from './host-log.ts';
import { createMessageLink } from './message-link.ts';
import { createRemoteCalls } from './remote-calls.ts';
import type { RemoteCalls } from './remote-calls.ts';
import type { TaskHost, TaskHostEvents, TaskHostOptions } from './task-host.ts';
import { startTaskRuntime } from './task-runtime.ts';
import type { TaskRuntimeParts } from './task-runtime.ts';

const HOST_LOGGER = 'millrace.worker';

export interface InProcessHostOptions {
  readonly options: TaskHostOptions;
  readonly events: TaskHostEvents;
  /** Where log lines of the host go. */
  readonly loggers: LoggerFactory;
  readonly parts: TaskRuntimeParts;
}

/**
 * A task host within this thread. All calls and events are passed as structured clones and errors as data, as they would be to and
 * from another thread: what comes back is never an object of the host's own.
 */
export function createInProcessHost({ options, events, loggers, parts }: InProcessHostOptions): TaskHost {
  const [outer, inner] = createMessageLink();
  const table = {
    ...eventTable(events),
    log: (line: LogLine) => writeLogLine(loggers, line),
    taskAbandoned: () => undefined,
  };
  const calls = createRemoteCalls(outer, table, (name, error) =>
    loggers(HOST_LOGGER).error(`What a task host told (${name}) could not be taken`, { error }),
  );
  startTaskRuntime(inner, structuredClone(options), parts);
  return remoteTaskHost(calls);
}

/** What a host may call of its owner's. */
export function eventTable(events: TaskHostEvents): TaskHostEvents {
  return {
    connectorState: (...args) => events.connectorState(...args),
    taskState: (...args) => events.taskState(...args),
    reconfigurationRequested: (...args) => events.reconfigurationRequested(...args),
    readOffsets: (...args) => events.readOffsets(...args),
    commitOffsets: (...args) => events.commitOffsets(...args),
    encodeOffsets: (...args) => events.encodeOffsets(...args),
    offsetsWritten: (...args) => events.offsetsWritten(...args),
    fenceOlderTasks: (...args) => events.fenceOlderTasks(...args),
    confirmTask: (...args) => events.confirmTask(...args),
    configResolved: (...args) => events.configResolved(...args),
    topicUsed: (...args) => events.topicUsed(...args),
  };
}

/** A host that is reached by calls across a link. Its `close` closes the link as well. */
export function remoteTaskHost(calls: RemoteCalls): TaskHost {
  const call =
    <K extends keyof TaskHost>(name: K) =>
    (...args: Parameters<TaskHost[K]>): ReturnType<TaskHost[K]> =>
      calls.call(name, args) as ReturnType<TaskHost[K]>;
  return {
    validateConnector: call('validateConnector'),
    pluginConfig: call('pluginConfig'),
    startConnector: call('startConnector'),
    setConnectorState: call('setConnectorState'),
    taskConfigs: call('taskConfigs'),
    stopConnector: call('stopConnector'),
    alterConnectorOffsets: call('alterConnectorOffsets'),
    resolveSettings: call('resolveSettings'),
    startTask: call('startTask'),
    setTaskState: call('setTaskState'),
    forgetTopics: call('forgetTopics'),
    stopTask: call('stopTask'),
    metrics: call('metrics'),
    async close() {
      await calls.call('close', []);
      calls.close();
    },
  };
}

import { ConnectError } from '@millrace/connector-api';
import { createTaskMeter } from '../metrics/task-meter.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { TaskSnapshot } from '../metrics/task-snapshot.ts';
import type { LoggerFactory } from '../model/logger.ts';
import { taskIdText } from '../model/names.ts';
import type { State, TaskId } from '../model/names.ts';
import { within } from '../model/clock.ts';
import { runTask } from '../task/run-task.ts';
import type { TaskRunner } from '../task/run-task.ts';
import { createTaskControl } from '../task/task-control.ts';
import type { TaskControl } from '../task/task-control.ts';
import { createSinkTask } from './create-sink-task.ts';
import { createSourceTask } from './create-source-task.ts';
import { createReleases } from './releases.ts';
import type { ConfigSources, StartTaskRequest, TaskHost } from './task-host.ts';
import type { HostedOffsets, TaskEnvironment, TaskOrder } from './task-order.ts';
import { taskPlugins } from './task-plugin-names.ts';
import { loadConnector } from './task-plugins.ts';

/** The part of a host's calls that is about tasks. */
export type HostedTasks = Pick<TaskHost, 'startTask' | 'setTaskState' | 'stopTask' | 'forgetTopics'> & {
  /** Stops all of them, side by side. */
  stopAll(deadlineMs: number): Promise<void>;
  /** The numbers of all tasks, of failed ones until they are stopped. */
  snapshots(): TaskSnapshot[];
};

export interface HostedTasksOptions {
  readonly environment: TaskEnvironment;
  readonly loggers: LoggerFactory;
  /** `ticket`: of the task that asks. */
  readonly offsetsOf: (connector: string, topic: string | null, ticket: number | undefined) => HostedOffsets;
  readonly report: (id: TaskId, state: State, trace: string | null, version: string | null) => void;
  readonly topicUsed: (id: TaskId, topic: string) => void;
  readonly configResolved: (id: TaskId, sources: ConfigSources) => void;
  /** It did not stop in time. */
  readonly abandoned: (id: TaskId) => void;
  readonly fenceOlderTasks: (connector: string) => Promise<void>;
  readonly confirmTask: (id: TaskId) => Promise<void>;
}

interface HostedTask {
  readonly id: TaskId;
  readonly control: TaskControl;
  readonly topics: Set<string>;
  readonly meter: TaskMeter;
  /** Resolves when the run is over. */
  readonly ended: Promise<void>;
}

export function createHostedTasks(options: HostedTasksOptions): HostedTasks {
  const { environment } = options;
  const tasks = new Map<string, HostedTask>();

  function start(request: StartTaskRequest): void {
    const { id } = request;
    const name = taskIdText(id);
    if (tasks.has(name)) throw new ConnectError(`Task already exists in this worker: ${name}`);
    const control = createTaskControl(request.target);
    const topics = new Set<string>();
    const meter = createTaskMeter({ id, clock: environment.clock, sampling: environment.settings.sampling });
    const logger = options.loggers(`org.apache.kafka.connect.runtime.WorkerTask.${name}`);
    let version: string | null = null;
    const report = (state: State, trace: string | null): void => options.report(id, state, trace, version);
    const onTopic = (topic: string): void => {
      if (topics.has(topic) || control.abandoned) return;
      topics.add(topic);
      options.topicUsed(id, topic);
    };
    const configResolved = (sources: ConfigSources): void => options.configResolved(id, sources);
    const order: TaskOrder = {
      request,
      control,
      report,
      onTopic,
      meter,
      logger,
      offsetsIn: (topic) => options.offsetsOf(id.connector, topic, request.ticket),
      fenceOlderTasks: () => options.fenceOlderTasks(id.connector),
      confirm: () => options.confirmTask(id),
    };
    const createRunner = (): Promise<TaskRunner> =>
      createTask(environment, order, { version: (loaded) => (version = loaded), configResolved });
    const ended = runTask({ createRunner, control, report, logger });
    tasks.set(name, { id, control, topics, meter, ended });
  }

  async function stop(name: string, deadlineMs: number): Promise<void> {
    const task = tasks.get(name);
    if (task === undefined) return;
    task.control.stop();
    const outcome = await within(environment.clock, deadlineMs, task.ended, 'late');
    if (outcome === 'late') {
      options.loggers('millrace.worker').error(`Graceful stop of task ${name} failed: it is abandoned`, { deadlineMs });
      task.control.abandon();
      options.abandoned(task.id);
    }
    if (tasks.get(name) === task) tasks.delete(name);
  }

  return {
    startTask: async (request) => start(request),
    async setTaskState(id, target) {
      tasks.get(taskIdText(id))?.control.setTarget(target);
    },
    stopTask: (id, deadlineMs) => stop(taskIdText(id), deadlineMs),
    async forgetTopics(connector) {
      for (const task of tasks.values()) if (task.id.connector === connector) task.topics.clear();
    },
    snapshots: () => Array.from(tasks.values(), ({ meter }) => meter.snapshot()),
    async stopAll(deadlineMs) {
      await Promise.all(Array.from(tasks.keys(), (name) => stop(name, deadlineMs)));
    },
  };
}

/** What is known before a task is there. */
interface TaskNews {
  version(version: string): void;
  configResolved(sources: ConfigSources): void;
}

/** Makes a task and everything that it is run with; what cannot be made takes what was made before with it. */
async function createTask(environment: TaskEnvironment, given: TaskOrder, news: TaskNews): Promise<TaskRunner> {
  const releases = createReleases(given.logger);
  try {
    const order = { ...given, request: await resolveTask(environment, given.request, news) };
    const { manifest, plugin } = await loadConnector(environment.registry, order.request.connectorConfig);
    news.version(manifest.version);
    const runner =
      plugin.type === 'source'
        ? await createSourceTask(environment, order, plugin, releases)
        : await createSinkTask(environment, order, plugin, releases);
    order.meter.madeOf(taskPlugins(environment, order.request, manifest));
    return runner;
  } catch (error) {
    await releases.release();
    throw error;
  }
}

/** The task with the variables of its configuration, and of its connector's, resolved. */
async function resolveTask({ configs }: TaskEnvironment, request: StartTaskRequest, news: TaskNews): Promise<StartTaskRequest> {
  const connector = await configs.resolve(request.connectorConfig);
  const task = await configs.resolve(request.taskConfig);
  const sources = configs.sourcesOf({ ...connector, values: new Map([...connector.values, ...task.values]) });
  if (sources !== null) news.configResolved(sources);
  return { ...request, connectorConfig: connector.config, taskConfig: task.config };
}

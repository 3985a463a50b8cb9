import type { SinkConnectorPlugin, SourceConnectorPlugin } from '@millrace/connector-api';
import type { Broker, WritePermit } from '../broker/broker.ts';
import type { TaskMeter } from '../metrics/task-meter.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, TaskId } from '../model/names.ts';
import type { OffsetRecords, OffsetText } from '../model/offset-texts.ts';
import type { ConnectorSettings } from '../plugin/connector-settings.ts';
import type { PluginRegistry } from '../plugin/registry.ts';
import { classResolver } from '../plugin/validation-context.ts';
import type { Clock } from '../model/clock.ts';
import { createLogReporter, watchReporter } from '../task/error-reporter.ts';
import type { ErrorReporter, OriginTexts } from '../task/error-reporter.ts';
import type { StateReport } from '../task/run-task.ts';
import type { TaskConverters } from '../task/source-conversion.ts';
import type { SourceOffsetAccess } from '../task/source-offsets.ts';
import type { TaskControl } from '../task/task-control.ts';
import { createTolerance } from '../task/tolerance.ts';
import type { Tolerance } from '../task/tolerance.ts';
import type { TransformStage } from '../task/transform-chain.ts';
import { taskIdText } from '../model/names.ts';
import type { HostConfigs } from './host-configs.ts';
import type { HostSettings } from './host-settings.ts';
import type { Releases } from './releases.ts';
import { createConverters, createTransforms } from './task-plugins.ts';
import type { StartTaskRequest } from './task-host.ts';

/** What all tasks of a host share. */
export interface TaskEnvironment {
  readonly registry: PluginRegistry;
  readonly configs: HostConfigs;
  readonly broker: () => Promise<Broker>;
  readonly workerProperties: ConfigMap;
  readonly workerGroupId: string;
  readonly settings: HostSettings;
  /** Absent: no other worker can have this one's tasks. */
  readonly permit?: WritePermit | undefined;
  readonly clock: Clock;
}

/** A connector's source offsets, as its tasks reach them. */
export interface HostedOffsets extends SourceOffsetAccess {
  encode(offsets: readonly OffsetText[]): Promise<OffsetRecords>;
  written(offsets: readonly OffsetText[]): void;
}

/** One task to be made, and where its runner tells of it. */
export interface TaskOrder {
  readonly request: StartTaskRequest;
  readonly control: TaskControl;
  readonly report: StateReport;
  /** Where a source keeps its offsets: a topic of its own, or (null) the worker's. */
  readonly offsetsIn: (topic: string | null) => HostedOffsets;
  /** See `TaskHostEvents`. */
  readonly fenceOlderTasks: () => Promise<void>;
  readonly confirm: () => Promise<void>;
  readonly onTopic: (topic: string) => void;
  readonly meter: TaskMeter;
  readonly logger: Logger;
}

/** What the runners of both kinds of tasks are made with. */
export interface CommonTaskOptions {
  readonly id: TaskId;
  /** The class of the task, as reports name it. */
  readonly taskClass: string;
  readonly props: ConfigMap;
  readonly config: unknown;
  readonly converters: TaskConverters;
  readonly transforms: readonly TransformStage[];
  readonly flushIntervalMs: number;
  readonly flushTimeoutMs: number;
  readonly control: TaskControl;
  readonly report: StateReport;
  readonly onTopic: (topic: string) => void;
  readonly release: () => Promise<void>;
  readonly meter: TaskMeter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Parses the task's configuration and makes its converters and transformations. Throws ConfigError for what is not valid. */
export async function commonTaskOptions(
  environment: TaskEnvironment,
  { request, control, report, onTopic, meter, logger }: TaskOrder,
  plugin: SourceConnectorPlugin | SinkConnectorPlugin,
  releases: Releases,
): Promise<CommonTaskOptions> {
  const { registry, workerProperties, settings, clock } = environment;
  const { id, connectorConfig, taskConfig } = request;
  return {
    id,
    taskClass: plugin.taskClass,
    props: taskConfig,
    config: plugin.config.parse(taskConfig, { resolveClass: classResolver(registry) }),
    converters: await createConverters(registry, connectorConfig, workerProperties, releases),
    transforms: await createTransforms(registry, connectorConfig, releases),
    flushIntervalMs: settings.flushIntervalMs,
    flushTimeoutMs: settings.flushTimeoutMs,
    control,
    report,
    onTopic,
    release: () => releases.release(),
    meter,
    clock,
    logger,
  };
}

/** The connector's error handling with its reporters: the log if it is asked for, and others. */
export function taskTolerance<Origin>(
  environment: TaskEnvironment,
  { request, control, meter, logger }: TaskOrder,
  { errors }: ConnectorSettings,
  texts: OriginTexts<Origin>,
  others: readonly ErrorReporter<Origin>[] = [],
): Tolerance<Origin> {
  const taskId = taskIdText(request.id);
  const counts = meter.errors;
  const lines = createLogReporter({ taskId, logger, includeMessages: errors.logIncludeMessages, texts });
  const log = watchReporter(lines, () => (counts.logged += 1));
  return createTolerance({
    settings: errors,
    reporters: (errors.logEnable ? [log, ...others] : others).map((reporter) => discreet(reporter, environment.configs)),
    nameRecord: (origin) => texts.inTrace(origin),
    clock: environment.clock,
    signal: control.signal,
    counts,
  });
}

/** The reporter, without values of config providers in the errors that it keeps. */
function discreet<Origin>(reporter: ErrorReporter<Origin>, configs: HostConfigs): ErrorReporter<Origin> {
  return {
    report: (failure) => reporter.report({ ...failure, error: configs.hideInError(failure.error) }),
    async close() {
      await reporter.close?.();
    },
  };
}

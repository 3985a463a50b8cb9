import type {
  ConfigSettings,
  ConfigSettingsPatch,
  ConnectorConfig,
  ConnectorExpansion,
  ConnectorInfo,
  ConnectorOffsets,
  ConnectorStateInfo,
  CreateConnectorRequest,
  Expansion,
  Message,
  OffsetChange,
  State,
  TaskInfo,
  TaskState,
} from '@millrace/contract';
import { apply, type ApplyCalls, type ApplyOptions, type ApplyResult, type DesiredConnector } from './apply.ts';
import { changeOffsets, type ChangeOffsetsOptions } from './change-offsets.ts';
import { configDifference } from './config-difference.ts';
import { ConnectPromise, type ConnectResponse } from './connect-promise.ts';
import { type ConnectError, NotFoundError } from './errors.ts';
import * as sdk from './generated/sdk.gen.ts';
import { explainInvalidConfig, validateConfig } from './invalid-config.ts';
import type { CallOptions } from './options.ts';
import { restartAndWait } from './restart.ts';
import type { Transport } from './transport.ts';
import { isInState, type WaitOptions, Watch } from './wait.ts';

export interface ListOptions<E extends Expansion> extends CallOptions {
  /** What to tell of each connector: `info`, `status`. */
  readonly expand: readonly E[];
}

/** All connectors by their names, with what was asked for. */
export type ExpandedConnectors<E extends Expansion> = Readonly<
  Record<string, Required<Pick<ConnectorExpansion, Extract<E, keyof ConnectorExpansion>>> & ConnectorExpansion>
>;

export interface RestartOptions extends CallOptions {
  /** Its tasks too. */
  readonly includeTasks?: boolean;
  /** Only what has failed. */
  readonly onlyFailed?: boolean;
}

export type RestartAndWaitOptions = RestartOptions & WaitOptions;

/** Connectors: what is configured, how it fares, and what is to be done. Names are given as they are, whatever stands in them. */
export class Connectors {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The names of all connectors; with `expand` all connectors by their names, with their `info`, their `status` or both. */
  list(options?: CallOptions & { readonly expand?: undefined }): ConnectPromise<string[]>;
  list<E extends Expansion>(options: ListOptions<E>): ConnectPromise<ExpandedConnectors<E>>;
  list({ expand, ...options }: CallOptions & { readonly expand?: readonly Expansion[] } = {}): ConnectPromise<unknown> {
    return this.#transport.call(sdk.listConnectors, { query: { expand: [...(expand ?? [])] } }, options);
  }

  /** A connector's configuration, its type and its tasks' numbers. */
  get(name: string, options?: CallOptions): ConnectPromise<ConnectorInfo> {
    return this.#transport.call(sdk.getConnector, { path: { name } }, options);
  }

  /**
   * Creates a connector. Tasks follow soon after: `waitForRunning` waits for them. When no answer comes, the connector is looked for: one
   * with this configuration is taken for the one that was made.
   *
   * @throws AlreadyExistsError, InvalidConfigError
   */
  create(request: CreateConnectorRequest, options?: CallOptions): ConnectPromise<ConnectorInfo> {
    const reconcile = (error: ConnectError, remaining: CallOptions) => this.#findOwn(request, error, remaining);
    const call = this.#transport.call(sdk.createConnector, { body: request }, options, { idempotent: true, reconcile });
    return explainInvalidConfig(call, this.#transport, () => ({ ...request.config, name: request.name }), options);
  }

  async #findOwn({ name, config }: CreateConnectorRequest, error: ConnectError, remaining: CallOptions) {
    if (error.status !== 409 && !error.retriable) return undefined;
    const found = await this.get(String(name).trim(), remaining)
      .withResponse()
      .catch(() => undefined);
    return found && configDifference(found.data.config, config).length === 0 ? found : undefined;
  }

  /** The settings as they were given, and `name`. */
  config(name: string, options?: CallOptions): ConnectPromise<ConnectorConfig> {
    return this.#transport.call(sdk.getConnectorConfig, { path: { name } }, options);
  }

  /** Puts the whole configuration in place, and creates the connector if it is not there. What is left out is gone. */
  update(name: string, config: ConfigSettings, options?: CallOptions): ConnectPromise<ConnectorInfo> {
    const call = this.#transport.call(sdk.putConnectorConfig, { path: { name }, body: config }, options);
    return explainInvalidConfig(call, this.#transport, () => ({ ...config, name }), options);
  }

  /** Sets what is named, removes what is null and leaves everything else. Apache Kafka Connect has it from 3.8. */
  patch(name: string, changes: ConfigSettingsPatch, options?: CallOptions): ConnectPromise<ConnectorInfo> {
    const call = this.#transport.call(sdk.patchConnectorConfig, { path: { name }, body: changes }, options);
    const patched = async () => ({ ...(await this.config(name, options)), ...changes, name });
    return explainInvalidConfig(call, this.#transport, patched, options);
  }

  /** Deletes a connector. Its offsets stay. */
  delete(name: string, options?: CallOptions): ConnectPromise<undefined> {
    const reconcile = async (error: ConnectError) => (error instanceof NotFoundError ? goneAlready(error) : undefined);
    return this.#transport.call(sdk.deleteConnector, { path: { name } }, options, { reconcile });
  }

  /** Connector and tasks stay where they are and do nothing until `resume`. */
  pause(name: string, options?: CallOptions): ConnectPromise<undefined> {
    return empty(this.#transport.call(sdk.pauseConnector, { path: { name } }, options));
  }

  /** Lets a paused or stopped connector run again. */
  resume(name: string, options?: CallOptions): ConnectPromise<undefined> {
    return empty(this.#transport.call(sdk.resumeConnector, { path: { name } }, options));
  }

  /** Shuts connector and tasks down; configuration and offsets stay. Apache Kafka Connect has it from 3.5. */
  stop(name: string, options?: CallOptions): ConnectPromise<undefined> {
    return empty(this.#transport.call(sdk.stopConnector, { path: { name } }, options));
  }

  /**
   * Restarts the connector, its tasks, or what has failed of them. Answers with the status as it is going to be, or with nothing when the
   * connector alone restarts. Is not repeated when it may have been carried out.
   */
  restart(
    name: string,
    { includeTasks, onlyFailed, ...options }: RestartOptions = {},
  ): ConnectPromise<ConnectorStateInfo | undefined> {
    const query = {
      ...(includeTasks === undefined ? {} : { includeTasks }),
      ...(onlyFailed === undefined ? {} : { onlyFailed }),
    };
    return this.#transport.call(sdk.restartConnector, { path: { name }, query }, options);
  }

  /** How the connector and its tasks fare. Not there (NotFoundError) for a moment after it was created. */
  status(name: string, options?: CallOptions): ConnectPromise<ConnectorStateInfo> {
    return this.#transport.call(sdk.getConnectorStatus, { path: { name } }, options);
  }

  /** The tasks and what each was configured with. */
  tasks(name: string, options?: CallOptions): ConnectPromise<TaskInfo[]> {
    return this.#transport.call(sdk.listTasks, { path: { name } }, options);
  }

  /** How one task fares. */
  taskStatus(name: string, id: number, options?: CallOptions): ConnectPromise<TaskState> {
    return this.#transport.call(sdk.getTaskStatus, { path: { name, id } }, options);
  }

  /** Restarts one task. Is not repeated when it may have been carried out. */
  restartTask(name: string, id: number, options?: CallOptions): ConnectPromise<undefined> {
    return empty(this.#transport.call(sdk.restartTask, { path: { name, id } }, options));
  }

  /** The topics that a record was written to or read from since the last `resetTopics`. */
  topics(name: string, options?: CallOptions): ConnectPromise<string[]> {
    const call = this.#transport.call(sdk.getConnectorTopics, { path: { name } }, options);
    return mapData(call, (topics) => new Map(Object.entries(topics)).get(name)?.topics ?? []);
  }

  /** Forgets which topics the connector has used. */
  resetTopics(name: string, options?: CallOptions): ConnectPromise<undefined> {
    return empty(this.#transport.call(sdk.resetConnectorTopics, { path: { name } }, options));
  }

  /** How far the connector has come. Integers that a number cannot hold are bigint. Apache Kafka Connect has it from 3.6 (reading: 3.5). */
  offsets(name: string, options?: CallOptions): ConnectPromise<ConnectorOffsets> {
    return this.#transport.call(sdk.getOffsets, { path: { name } }, options);
  }

  /**
   * Waits until connector and tasks are all in a state; for `FAILED`, until any of them is.
   *
   * @throws WaitTimeoutError, ConnectorFailedError, NotFoundError
   */
  waitForState(name: string, state: State, options?: WaitOptions): Promise<ConnectorStateInfo> {
    const watch = new Watch(this.#transport, name, options);
    return watch.until(`become ${state}`, (status) => isInState(status, state), state === 'STOPPED');
  }

  /** Waits until the connector and at least one task are RUNNING, and no task is not. Errors as for `waitForState`. */
  waitForRunning(name: string, options?: WaitOptions): Promise<ConnectorStateInfo> {
    return this.waitForTasks(name, 1, options);
  }

  /** Waits until the connector and at least `count` tasks are RUNNING, and no task is not. Errors as for `waitForState`. */
  waitForTasks(name: string, count: number, options?: WaitOptions): Promise<ConnectorStateInfo> {
    const watch = new Watch(this.#transport, name, options);
    const isThere = (status: ConnectorStateInfo) => isInState(status, 'RUNNING') && status.tasks.length >= count;
    return watch.until(`run with ${count} task${count === 1 ? '' : 's'}`, isThere);
  }

  /** Waits until nothing is left of the connector but its offsets. */
  waitForDeleted(name: string, options?: WaitOptions): Promise<void> {
    return new Watch(this.#transport, name, options).untilGone();
  }

  /** Restarts connector and tasks (or what `includeTasks` and `onlyFailed` say) and waits until all of them run. Errors as for `waitForState`. */
  restartAndWait(name: string, options: RestartAndWaitOptions = {}): Promise<ConnectorStateInfo> {
    const { includeTasks = true, onlyFailed = false, ...wait } = options;
    return restartAndWait(this, new Watch(this.#transport, name, wait), { includeTasks, onlyFailed });
  }

  /**
   * Sets offsets: stops the connector, waits until its tasks are gone, sets them, and lets the connector be what it was before, also when
   * they were refused. Those that are not named stay; an offset of null forgets one. Apache Kafka Connect has it from 3.6.
   */
  alterOffsets(name: string, offsets: readonly OffsetChange[], options: ChangeOffsetsOptions = {}): Promise<Message> {
    return changeOffsets(this, new Watch(this.#transport, name, options), options, (remaining) =>
      this.#transport.call(sdk.alterOffsets, { path: { name }, body: { offsets: [...offsets] } }, remaining),
    );
  }

  /** Forgets all offsets, as `alterOffsets` sets them: the connector starts over. */
  resetOffsets(name: string, options: ChangeOffsetsOptions = {}): Promise<Message> {
    return changeOffsets(this, new Watch(this.#transport, name, options), options, (remaining) =>
      this.#transport.call(sdk.resetOffsets, { path: { name } }, remaining),
    );
  }

  /**
   * Makes connectors be as desired: creates, changes, deletes where asked, and leaves alone what is right already. With `dryRun` it tells
   * what it would do, and what the server's validation says to it.
   *
   * @throws ApplyError when some could not be put in place, after all were tried
   */
  apply(desired: readonly DesiredConnector[], options?: ApplyOptions): Promise<ApplyResult> {
    const calls: ApplyCalls = {
      list: (call) => this.list(call),
      create: (request, call) => this.create(request, call),
      update: (name, config, call) => this.update(name, config, call),
      delete: (name, call) => this.delete(name, call),
      validate: (config, call) => validateConfig(this.#transport, config, call),
    };
    return apply(calls, desired, options);
  }
}

const goneAlready = ({ url, attempts }: ConnectError): ConnectResponse<undefined> => ({
  data: undefined,
  status: 404,
  headers: new Headers(),
  url,
  attempts,
});

function mapData<T, U>(call: ConnectPromise<T>, map: (data: T) => U): ConnectPromise<U> {
  return new ConnectPromise(call.withResponse().then((answer) => ({ ...answer, data: map(answer.data) })));
}

const empty = (call: ConnectPromise<unknown>): ConnectPromise<undefined> => mapData(call, () => undefined);

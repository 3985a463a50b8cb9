import { RuleFailure, RuleSkipped } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import type { HttpClient, HttpMethod, RequestOptions } from '../http/http-client.ts';
import { connectorPath } from '../http/path.ts';
import { isRebalance } from '../http/rebalance.ts';
import { eventually } from './eventually.ts';
import { idleClass, type Config, type ConnectorKit, type FixtureKind } from './fixtures.ts';
import type { Capability } from '../capability.ts';
import type { RightOfWay } from './right-of-way.ts';
import type { TargetInfo } from './target.ts';

/** What a rule's test works with. Whatever it makes is removed for it, however it ends. */
export interface RuleContext {
  readonly target: TargetInfo;
  readonly baseUrl: string;
  readonly kit: ConnectorKit;
  /** A folder of this machine for the rule's files; whether the worker sees it is the capability `files`. */
  readonly folder: string;
  /** How long `eventually` waits. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;

  /** Sends a request and repeats it for as long as the answer is a rebalance. */
  send(method: HttpMethod, path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string, options?: RequestOptions): Promise<Answer>;
  post(path: string, json?: unknown): Promise<Answer>;
  put(path: string, json?: unknown): Promise<Answer>;
  patch(path: string, json?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** The workers that were named, this rule's first; several with the capability `workers`. */
  readonly workers: readonly Pick<RuleContext, 'send' | 'get' | 'baseUrl'>[];

  /** A name that nobody has, with `label` (any characters) at its end. What is created under it is removed. */
  name(label?: string): string;
  /** Settings of a connector, without `name`: of a source unless asked otherwise. */
  config(options?: ConfigOptions): Config;
  /** Creates a connector by POST /connectors; fails unless that gives 201. */
  create(options?: CreateOptions): Promise<TestConnector>;
  /** As `create`, and waits until it runs, tasks included. */
  createRunning(options?: CreateOptions): Promise<TestConnector>;
  /** A connector that runs, the same for all rules that ask: to be looked at only. */
  shared(kind?: SharedKind): Promise<TestConnector>;

  /** Asks again until `attempt` throws no RuleFailure; see `eventually`. */
  eventually<T>(attempt: () => Promise<T>, timeoutMs?: number): Promise<T>;
  /** Waits until the connector has this state, and its tasks `taskStates` (in any number if that is one state). */
  untilState(connector: TestConnector, state: string, taskStates?: string | readonly string[]): Promise<Answer>;

  /** Fails, showing `answer`, unless `holds`. */
  check(holds: boolean, expected: string, found: string, answer?: Answer): void;
  skip(reason: string): never;
}

export interface ConfigOptions {
  readonly kind?: FixtureKind;
  /** One of Apache's file connectors, whatever the fixtures are. */
  readonly file?: boolean;
  readonly topic?: string;
  readonly path?: string;
  /** Settings to add or to replace; null leaves one out. */
  readonly with?: Readonly<Record<string, string | null>>;
}

export interface CreateOptions extends ConfigOptions {
  readonly label?: string;
  /** The whole name, one that `name` gave. */
  readonly name?: string;
  readonly initialState?: string;
}

export type SharedKind = FixtureKind;

export interface TestConnector {
  readonly name: string;
  /** As it was sent. */
  readonly config: Config;
  /** The answer to its creation. */
  readonly created: Answer;
  /** `/connectors/<name>` and what is below it. */
  readonly path: (below?: string) => string;
}

/** What the contexts of one run have in common. */
export interface RunResources {
  readonly target: TargetInfo;
  readonly http: HttpClient;
  readonly otherWorkers: readonly HttpClient[];
  readonly kit: ConnectorKit;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly topic: string;
  readonly rightOfWay: RightOfWay;
  readonly nextName: (label?: string) => string;
  readonly shared: (kind: SharedKind, needs: readonly Capability[]) => Promise<TestConnector>;
}

/** Makes the context of one rule; `made` collects the names that it gives away. */
export function createRuleContext(resources: RunResources, made: string[], needs: readonly Capability[]): RuleContext {
  const { target, kit, timeoutMs, signal, folder, http } = resources;
  const deadline = { timeoutMs, signal };
  const main = createSender(http, resources);
  const get: RuleContext['get'] = (path, options) => main('GET', path, options);

  function name(label?: string): string {
    const given = resources.nextName(label);
    made.push(given);
    return given;
  }

  function config(options: ConfigOptions = {}): Config {
    const { kind = kit.source === null ? 'sink' : 'source', file = false, with: changes = {} } = options;
    const place = {
      name: resources.topic,
      topic: options.topic ?? resources.topic,
      file: options.path ?? `${folder}/no-such-file`,
    };
    const settings = new Map(Object.entries(file ? kit.fileConfig(kind, place) : kit.config(kind, place)));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) settings.delete(key);
      else settings.set(key, value);
    }
    return Object.fromEntries(settings);
  }

  /** Settings without tasks, for a rule that only needs any connector. */
  function idleConfig({ kind, file, topic, path, with: changes = {} }: ConfigOptions): Config | null {
    if (needs.some((need) => need !== 'connector' && need !== 'distributed')) return null;
    if (kind !== undefined || file !== undefined || topic !== undefined || path !== undefined) return null;
    const settings = kit.idleConfig({ name: resources.topic, topic: resources.topic, file: '' });
    return settings && { ...settings, ...(changes as Config) };
  }

  async function create(options: CreateOptions = {}): Promise<TestConnector> {
    const own = options.name ?? name(options.label);
    const settings = idleConfig(options) ?? config(options);
    const state = options.initialState === undefined ? {} : { initial_state: options.initialState };
    const created = await main('POST', '/connectors', { json: { name: own, config: settings, ...state } });
    created.hasStatus(201);
    return { name: own, config: settings, created, path: (below) => connectorPath(own, below) };
  }

  const untilState: RuleContext['untilState'] = async (connector, state, taskStates) =>
    eventually(async () => {
      const status = await get(connector.path('/status'));
      status.hasStatus(200);
      checkStates(status, state, taskStates);
      return status;
    }, deadline);

  return {
    target,
    kit,
    folder,
    timeoutMs,
    signal,
    baseUrl: http.baseUrl,
    send: main,
    get,
    post: (path, json) => main('POST', path, json === undefined ? {} : { json }),
    put: (path, json) => main('PUT', path, json === undefined ? {} : { json }),
    patch: (path, json) => main('PATCH', path, json === undefined ? {} : { json }),
    delete: (path) => main('DELETE', path),
    workers: [http, ...resources.otherWorkers].map((worker) => {
      const send = createSender(worker, resources);
      return { send, get: (path, options) => send('GET', path, options), baseUrl: worker.baseUrl };
    }),
    name,
    config,
    create,
    async createRunning(options = {}) {
      const connector = await create(options);
      await untilState(connector, 'RUNNING', connector.config['connector.class'] === idleClass ? [] : 'RUNNING');
      return connector;
    },
    shared: async (kind = kit.source === null ? 'sink' : 'source') => resources.shared(kind, needs),
    eventually: (attempt, ms = timeoutMs) => eventually(attempt, { timeoutMs: ms, signal }),
    untilState,
    check(holds, expected, found, answer) {
      if (!holds) throw new RuleFailure({ expected, found, answer: answer?.data ?? null });
    },
    skip(reason) {
      throw new RuleSkipped(reason);
    },
  };
}

/** A worker that others keep rebalancing takes requests for moments only: they must not be missed. */
const rebalancePauseMs = 30;
/** After this time a request that meets nothing but rebalances goes first. */
const patienceMs = 2_000;

/** Repeats what a rebalance keeps from being answered; what is still one at the end is given as it is. */
function createSender(
  http: HttpClient,
  { timeoutMs, signal, rightOfWay }: Pick<RunResources, 'timeoutMs' | 'signal' | 'rightOfWay'>,
): RuleContext['send'] {
  return async (method, path, options) => {
    const request = {};
    const startedAt = performance.now();
    let last: Answer | undefined;
    const attempt = async () => {
      signal.throwIfAborted();
      await rightOfWay.clear(request);
      last = await http.send(method, path, { ...options, signal });
      if (!isRebalance(last)) return last;
      if (performance.now() - startedAt > patienceMs) rightOfWay.ask(request);
      return last.fail('an answer other than that of a rebalance');
    };
    try {
      return await eventually(attempt, { timeoutMs: 2 * timeoutMs, signal, longestPauseMs: rebalancePauseMs });
    } catch (error) {
      if (error instanceof RuleFailure && last !== undefined) return last;
      throw error;
    } finally {
      rightOfWay.giveBack(request);
    }
  };
}

function checkStates(status: Answer, state: string, taskStates: string | readonly string[] | undefined): void {
  const connector = status.member('connector') as { state?: unknown } | undefined;
  status.check(connector?.state === state, `the connector to be ${state}`, `it ${String(connector?.state)}`);
  if (taskStates === undefined) return;
  const tasks = status.member('tasks');
  const found = Array.isArray(tasks) ? tasks.map((task: { state?: unknown }) => String(task.state)) : [];
  const holds =
    typeof taskStates === 'string'
      ? found.length > 0 && found.every((one) => one === taskStates)
      : found.length === taskStates.length && found.every((one, index) => one === taskStates[index]);
  status.check(holds, `the tasks to be ${[taskStates].flat().join(', ') || 'none'}`, `tasks: ${found.join(', ') || 'none'}`);
}

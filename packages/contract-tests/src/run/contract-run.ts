import { setMaxListeners } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRun, UsageError } from '../errors.ts';
import { createHttpClient, type Endpoint, type HttpClient } from '../http/http-client.ts';
import { allRules } from '../rules/all-rules.ts';
import type { Capability } from '../capability.ts';
import type { Rule, RuleProfile } from '../rule.ts';
import { ruleProfiles } from '../rule.ts';
import type { Cleanup, Outcome, Selection, Target } from '../run-report.ts';
import { createCapabilities, type Lack } from './capabilities.ts';
import { createCleaner } from './cleaner.ts';
import { createConnectorKit } from './fixtures.ts';
import { defaultTimeoutMs, type ContractTestOptions } from './options.ts';
import { createRuleContext, type RuleContext, type RunResources } from './rule-context.ts';
import { createRightOfWay } from './right-of-way.ts';
import { createRunNames, isLeftover } from './run-names.ts';
import { runRule, skipped } from './run-rule.ts';
import { outsideLevel, selectRules } from './select-rules.ts';
import { createSharedConnectors } from './shared-connectors.ts';
import { assertConnect, inspectTarget } from './target.ts';
import { tryData } from './try-data.ts';

/** A run that is open: an implementation that was looked at, and the rules to test on it, in any order and at any time until `close`. */
export interface ContractRun {
  readonly target: Target;
  readonly selection: Selection;
  readonly rules: readonly Rule[];
  /** Tests one rule. Throws a CannotRun if the implementation has gone away. */
  check(rule: Rule): Promise<Outcome>;
  /** The capabilities that were found to be there so far. */
  capabilities(): Capability[];
  /** Removes everything that was made. */
  close(): Promise<Cleanup>;
}

/** A worker that does not answer for so long has gone away, and is not only slow. */
const goneAfterMs = 5_000;

/** Opens a run. Throws a CannotRun if there is no Kafka Connect to test, and a UsageError for options that make no sense. */
export async function openContractRun(options: ContractTestOptions): Promise<ContractRun> {
  const selection = selectionOf(options);
  const chosen = chosenRules(options);
  if (chosen.length === 0) throw new CannotRun('nothing-to-run', 'No rule has such an id in that profile; --list shows them all');
  const workers = await Promise.all(
    endpointsOf(options).map(async (endpoint) => createHttpClient(clientOptions(options, endpoint))),
  );
  try {
    return await openOn(workers, chosen, selection, options);
  } catch (error) {
    await Promise.all(workers.map(async (worker) => worker.close()));
    throw error;
  }
}

/** The rules that options ask for; whether they apply is seen when the run is open. */
export function chosenRules(options: ContractTestOptions): Rule[] {
  return selectRules(allRules, selectionOf(options).profiles, grepOf(options));
}

async function openOn(
  workers: HttpClient[],
  rules: Rule[],
  selection: Selection,
  options: ContractTestOptions,
): Promise<ContractRun> {
  const [http, ...otherWorkers] = workers as [HttpClient, ...HttpClient[]];
  const names = createRunNames();
  const target = await inspectTarget(http, options.level ?? null, names.next());
  for (const worker of otherWorkers) await assertConnect(worker);
  // Apache's standalone worker locks itself up when a connector is paused or resumed while it handles another request.
  if (target.standalone) http.oneAtATime();
  const kit = createConnectorKit(options.fixture ?? {}, target);
  await removeLeftoverFolders();
  const folder = await mkdtemp(join(tmpdir(), `${names.prefix}0-`));
  const cleaner = createCleaner(http, names);
  const signal = ownSignal(options.signal ?? null);
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const shared = createSharedConnectors((needs) => createRuleContext(resources, [], needs));
  const topic = names.next('topic');
  const nextName = (label?: string) => names.next(label);
  const rightOfWay = createRightOfWay();
  const resources: RunResources = {
    rightOfWay,
    target,
    http,
    otherWorkers,
    kit,
    timeoutMs,
    signal,
    folder,
    topic,
    nextName,
    shared,
  };
  await cleaner.removeLeftovers();

  /** Gives a context, and removes what was made with it. */
  async function within<T>(use: (ctx: RuleContext) => Promise<T>, needs: readonly Capability[]): Promise<T> {
    const made: string[] = [];
    try {
      return await use(createRuleContext(resources, made, needs));
    } finally {
      cleaner.discard(made, { offsets: needs.includes('data') });
    }
  }

  const present = new Set<Capability>();
  const lackOf = createCapabilities({
    target,
    kit,
    workerCount: workers.length,
    allowClusterLoggers: options.allow?.includes('cluster-loggers') ?? false,
    tryData: async () => within(tryData, ['data']),
  });

  async function firstLack({ needs }: Rule): Promise<Lack> {
    for (const need of needs) {
      const lack = await lackOf(need);
      if (lack !== null) return lack;
      present.add(need);
    }
    return null;
  }

  return {
    target: {
      url: options.url === undefined ? null : http.baseUrl,
      version: target.version,
      level: target.level,
      levelFrom: target.levelFrom,
      capabilities: [],
    },
    selection,
    rules,
    capabilities: () => [...present],
    async check(rule) {
      signal.throwIfAborted();
      const lack = outsideLevel(rule, target.level) ?? (await firstLack(rule));
      if (lack !== null) return skipped(rule, lack);
      const outcome = await within(async (ctx) => runRule(rule, ctx), rule.needs);
      if (outcome.result === 'fail') for (const worker of workers) await assertStillThere(worker, signal);
      return outcome;
    },
    async close() {
      const cleanup = await cleaner.finish();
      names.release();
      await rm(folder, { recursive: true, force: true });
      await Promise.all(workers.map(async (worker) => worker.close()));
      return cleanup;
    },
  };
}

/** Those of runs that were killed on this machine; they are named like connectors. */
async function removeLeftoverFolders(): Promise<void> {
  const found = (await readdir(tmpdir())).filter((name) => isLeftover(name));
  await Promise.all(found.map(async (name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}

/** Every request and every wait listens to it, more of them than Node takes for other than a leak. */
function ownSignal(given: AbortSignal | null): AbortSignal {
  const signal = AbortSignal.any(given === null ? [] : [given]);
  setMaxListeners(0, signal);
  return signal;
}

/** After a failure: whether it is the implementation that is wrong, or that it has gone away for good. */
async function assertStillThere(http: HttpClient, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + goneAfterMs;
  for (;;) {
    try {
      await assertConnect(http);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (performance.now() > deadline) throw error;
    }
    await delay(250, undefined, { signal });
  }
}

function selectionOf({ profile = 'all', grep = null }: ContractTestOptions): Selection {
  const profiles: readonly RuleProfile[] = profile === 'all' ? ruleProfiles : [profile].flat();
  const unknown = profiles.find((one) => !ruleProfiles.includes(one));
  if (unknown !== undefined) throw new UsageError(`${unknown} is no profile; there are ${ruleProfiles.join(', ')} and all`);
  return { profiles, grep: grep === null ? null : String(grep) };
}

function grepOf({ grep = null }: ContractTestOptions): RegExp | null {
  if (grep === null || grep instanceof RegExp) return grep;
  try {
    return new RegExp(grep);
  } catch (error) {
    throw new UsageError(`${grep} is no regular expression`, { cause: error });
  }
}

function endpointsOf({ url, app }: ContractTestOptions): Endpoint[] {
  if ((url === undefined) === (app === undefined)) throw new UsageError('Give an address (url) or an app, and not both');
  if (app !== undefined) return [{ app }];
  return [url ?? []].flat().map((one) => {
    if (!/^https?:\/\//.test(one) || !URL.canParse(one)) throw new UsageError(`${one} is no address such as http://host:8083`);
    return { url: one };
  });
}

function clientOptions(
  { headers = {}, user, insecure = false, cacert, timeoutMs = defaultTimeoutMs }: ContractTestOptions,
  endpoint: Endpoint,
) {
  const all = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const fromUrl = 'url' in endpoint ? new URL(endpoint.url) : null;
  const credentials =
    user ??
    (fromUrl && fromUrl.username !== ''
      ? `${decodeURIComponent(fromUrl.username)}:${decodeURIComponent(fromUrl.password)}`
      : null);
  if (credentials !== null) all.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  return { endpoint, headers: all, insecure, ca: cacert ?? null, requestTimeoutMs: Math.max(timeoutMs, 10_000) };
}

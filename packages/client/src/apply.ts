import type { ConfigInfos, ConfigSettings, ConnectorInfo, InitialState } from '@millrace/contract';
import { configDifference, type SettingChange } from './config-difference.ts';
import { ConnectError } from './errors.ts';
import { type ErrorsByKey, errorsByKey } from './invalid-config.ts';
import type { CallOptions } from './options.ts';

/** A connector as it is to be. */
export interface DesiredConnector {
  readonly name: string;
  readonly config: ConfigSettings;
  /** Only for one that is not there yet. */
  readonly initial_state?: InitialState;
}

/** The limits of `timeoutMs` hold for each request. */
export interface ApplyOptions extends CallOptions {
  /** Plan, and let the server validate what would be written, but write nothing. */
  readonly dryRun?: boolean;
  /** Delete connectors that are not desired: all of them, or those for which a function says so. None unless asked. */
  readonly prune?: boolean | ((connector: DesiredConnector) => boolean);
  /** Settings that do not count when only the server has them, beside `name` and `__internal.…`. */
  readonly ignoreKeys?: readonly (string | RegExp)[];
  /** How many connectors are written or validated at the same time. 4. */
  readonly concurrency?: number;
  /** Called when a step is done, or has failed. */
  readonly onStep?: (step: ApplyStep) => void;
}

export type ApplyAction = 'create' | 'change' | 'delete' | 'nothing';

/** What happens to one connector. */
export interface ApplyStep {
  readonly name: string;
  readonly action: ApplyAction;
  /** Key by key, in their order; none for `delete` and `nothing`. */
  readonly changes: readonly SettingChange[];
  /** Why it cannot be, or could not be, done. */
  readonly error?: Error;
  /** What a dry run's validation found wrong, by the setting's name; absent if nothing. */
  readonly invalid?: ErrorsByKey;
}

/** What was done, or with `dryRun` what would be. */
export interface ApplyResult {
  /** One for each connector: the desired ones as they were given, then those to be deleted, by name. */
  readonly steps: readonly ApplyStep[];
  /** Whether there was anything to do. */
  readonly changed: boolean;
}

/** Some connectors could not be put in place; the others were. */
export class ApplyError extends Error {
  override readonly name = 'ApplyError';
  readonly result: ApplyResult;
  constructor(result: ApplyResult) {
    const failed = result.steps.filter(({ error }) => error);
    super(failed.map(({ name, action, error }) => `${action} ${name}: ${error?.message}`).join('\n'), {
      cause: failed[0]?.error,
    });
    this.result = result;
  }
}

interface Planned {
  readonly step: ApplyStep;
  readonly desired?: DesiredConnector;
}

/** What it is done with: `client.connectors`, and validation. */
export interface ApplyCalls {
  list(
    options: CallOptions & { readonly expand: readonly ['info'] },
  ): PromiseLike<Readonly<Record<string, { info: ConnectorInfo }>>>;
  create(request: DesiredConnector, options: CallOptions): PromiseLike<unknown>;
  update(name: string, config: ConfigSettings, options: CallOptions): PromiseLike<unknown>;
  delete(name: string, options: CallOptions): PromiseLike<unknown>;
  validate(config: ConfigSettings, options: CallOptions): PromiseLike<ConfigInfos>;
}

/** @throws ApplyError when a step has failed, after all were tried; TypeError when a name is desired twice. */
export async function apply(
  calls: ApplyCalls,
  desired: readonly DesiredConnector[],
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const { dryRun = false, prune, ignoreKeys, concurrency = 4, onStep, ...call } = options;
  const plan = await planSteps(calls, desired, { prune, ignoreKeys, call });
  const steps = await inParallel(plan, concurrency, async ({ step, desired: wanted }) => {
    const done = await attempt(step, () => (dryRun ? judge(calls, step, wanted, call) : carryOut(calls, step, wanted, call)));
    onStep?.(done);
    return done;
  });
  const result = { steps, changed: steps.some(({ action }) => action !== 'nothing') };
  if (!dryRun && steps.some(({ error }) => error)) throw new ApplyError(result);
  return result;
}

interface PlanOptions {
  readonly prune: ApplyOptions['prune'];
  readonly ignoreKeys: ApplyOptions['ignoreKeys'];
  readonly call: CallOptions;
}

async function planSteps(
  calls: ApplyCalls,
  desired: readonly DesiredConnector[],
  { prune = false, ignoreKeys, call }: PlanOptions,
): Promise<Planned[]> {
  const wanted = new Set(desired.map(({ name }) => name));
  if (wanted.size < desired.length) throw new TypeError(`Desired twice: ${duplicates(desired).join(', ')}`);
  const actual = new Map(Object.entries(await calls.list({ ...call, expand: ['info'] })));
  const wantedSteps = desired.map((one): Planned => {
    const config = actual.get(one.name)?.info.config;
    const changes = configDifference(config ?? {}, one.config, ignoreKeys);
    const action = config === undefined ? 'create' : changes.length > 0 ? 'change' : 'nothing';
    return { step: { name: one.name, action, changes }, desired: one };
  });
  const isPruned = typeof prune === 'function' ? prune : () => prune;
  const surplus = [...actual]
    .filter(([name, { info }]) => !wanted.has(name) && isPruned({ name, config: info.config }))
    .map(([name]) => name)
    .toSorted();
  return [...wantedSteps, ...surplus.map((name): Planned => ({ step: { name, action: 'delete', changes: [] } }))];
}

function duplicates(desired: readonly DesiredConnector[]): string[] {
  const names = desired.map(({ name }) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

async function carryOut(calls: ApplyCalls, step: ApplyStep, desired: DesiredConnector | undefined, call: CallOptions) {
  const { name, action } = step;
  if (action === 'delete') await calls.delete(name, call);
  if (action === 'create' && desired) await calls.create(desired, call);
  if (action === 'change' && desired) await calls.update(name, desired.config, call);
  return step;
}

async function judge(calls: ApplyCalls, step: ApplyStep, desired: DesiredConnector | undefined, call: CallOptions) {
  if (desired === undefined || step.action === 'nothing') return step;
  const verdict = await calls.validate({ ...desired.config, name: desired.name }, call);
  return verdict.error_count > 0 ? { ...step, invalid: errorsByKey(verdict) } : step;
}

/** What goes wrong with one connector keeps no other one back; an abort does. */
async function attempt(step: ApplyStep, work: () => Promise<ApplyStep>): Promise<ApplyStep> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectError || error instanceof RangeError) return { ...step, error };
    throw error;
  }
}

async function inParallel<T, U>(items: readonly T[], limit: number, work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}

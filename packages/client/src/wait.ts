import type { ConnectorStateInfo, State } from '@millrace/contract';
import { ConnectorFailedError, type ErrorContext, NotFoundError, RequestTimeoutError, WaitTimeoutError } from './errors.ts';
import { getConnector, getConnectorStatus } from './generated/sdk.gen.ts';
import type { CallOptions } from './options.ts';
import { requestUrl } from './request-url.ts';
import type { Transport } from './transport.ts';

/** `timeoutMs` is how long to wait in all. */
export interface WaitOptions extends CallOptions {
  /** The pause between two looks. Without it the pause grows from 100 ms to 1 s. */
  readonly pollIntervalMs?: number;
  /** Whether to wait on although a connector or a task has failed. A failure counts when it has lasted for two seconds. */
  readonly ignoreFailures?: boolean;
  /** Called with what each look has shown; undefined where there was no status. */
  readonly onStatus?: (status: ConnectorStateInfo | undefined) => void;
}

/** A failure that was there before may be about to be mended, by a new configuration for instance. */
const failureGraceMs = 2000;
/** A worker may not yet know of a connector that another one has just created. */
const absenceGraceMs = 5000;

type Sight = ConnectorStateInfo | undefined;

/** Looks at a connector until something is the case. */
export class Watch {
  readonly name: string;
  readonly #transport: Transport;
  readonly #options: WaitOptions;
  readonly #started: number;
  readonly #deadline: number;
  #last: Sight;
  #absentSince: number | undefined;
  #failure: { readonly text: string; readonly since: number } | undefined;

  constructor(transport: Transport, name: string, options: WaitOptions = {}) {
    this.name = name;
    this.#transport = transport;
    this.#options = options;
    this.#started = transport.clock.now();
    this.#deadline = this.#started + transport.timeoutMs(options);
  }

  /** Milliseconds since the watch began. */
  get elapsedMs(): number {
    return this.#transport.clock.now() - this.#started;
  }

  /** What is left for one more request. */
  get remaining(): CallOptions {
    return { ...this.#options, timeoutMs: Math.max(1, this.#deadline - this.#transport.clock.now()) };
  }

  /**
   * Resolves with the first status for which `isThere` says yes.
   *
   * @param what what is waited for, for the message when it does not come
   * @throws WaitTimeoutError, ConnectorFailedError, NotFoundError when there is no such connector
   */
  async until(
    what: string,
    isThere: (status: ConnectorStateInfo) => boolean,
    ignoreFailures = false,
  ): Promise<ConnectorStateInfo> {
    const ignore = ignoreFailures || this.#options.ignoreFailures === true;
    const found = await this.poll(what, async () => {
      const status = await this.#look();
      if (status && isThere(status)) return status;
      if (!ignore) this.#refuseFailure(status);
      return undefined;
    });
    return found;
  }

  /** Asks until the answer is not undefined. */
  async poll<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const { clock } = this.#transport;
    for (let looks = 0; ; looks++) {
      const answer = await ask().catch((cause: unknown) => {
        throw cause instanceof RequestTimeoutError && clock.now() >= this.#deadline ? this.#timeout(what, cause) : cause;
      });
      if (answer !== undefined) return answer;
      const delayMs = this.#options.pollIntervalMs ?? Math.min(1000, 100 * 1.5 ** looks);
      if (clock.now() + delayMs >= this.#deadline) throw this.#timeout(what);
      await clock.sleep(delayMs, this.#options.signal);
    }
  }

  /** Resolves when neither the connector nor a status of it is there. */
  async untilGone(): Promise<void> {
    await this.poll('be gone', async () => {
      this.#last = await this.#statusIfThere();
      return this.#last === undefined && !(await this.#exists()) ? true : undefined;
    });
  }

  async #look(): Promise<Sight> {
    this.#last = await this.#statusIfThere();
    this.#options.onStatus?.(this.#last);
    if (this.#last !== undefined) this.#absentSince = undefined;
    else {
      const now = this.#transport.clock.now();
      this.#absentSince ??= now;
      if (now - this.#absentSince >= absenceGraceMs)
        await this.#transport.call(getConnector, { path: { name: this.name } }, this.remaining);
    }
    return this.#last;
  }

  async #statusIfThere(): Promise<Sight> {
    return ifThere(this.#transport.call(getConnectorStatus, { path: { name: this.name } }, this.remaining));
  }

  async #exists(): Promise<boolean> {
    return (await ifThere(this.#transport.call(getConnector, { path: { name: this.name } }, this.remaining))) !== undefined;
  }

  #refuseFailure(status: Sight): void {
    const failed = status && describeFailure(status);
    if (status === undefined || failed === undefined) {
      this.#failure = undefined;
      return;
    }
    const now = this.#transport.clock.now();
    if (this.#failure?.text !== failed) this.#failure = { text: failed, since: now };
    if (now - this.#failure.since >= failureGraceMs) throw new ConnectorFailedError(failed, this.#context(), status);
  }

  #timeout(what: string, cause?: unknown): WaitTimeoutError {
    const seconds = Math.round(this.elapsedMs / 100) / 10;
    const last = this.#last === undefined ? 'there is no status of it' : `it is ${describeState(this.#last)}`;
    const message = `Connector ${this.name} did not ${what} within ${seconds} s: ${last}`;
    return new WaitTimeoutError(message, { ...this.#context(), cause }, this.#last);
  }

  #context(): ErrorContext {
    const url = requestUrl(this.#transport.url, getConnectorStatus.path, { path: { name: this.name } });
    return { method: getConnectorStatus.method, url };
  }
}

/**
 * Whether connector and tasks are all in a state. `FAILED`: any of them is. `STOPPED`: the tasks are gone as well. A connector whose tasks
 * were not made yet can be RUNNING.
 */
export function isInState({ connector, tasks }: ConnectorStateInfo, state: State): boolean {
  if (state === 'FAILED') return [connector, ...tasks].some((one) => one.state === state);
  if (state === 'STOPPED') return connector.state === state && tasks.length === 0;
  return connector.state === state && tasks.every((task) => task.state === state);
}

async function ifThere<T>(call: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function describeState({ connector, tasks }: ConnectorStateInfo): string {
  return tasks.length === 0
    ? `${connector.state}, without tasks`
    : `${connector.state}, its tasks ${tasks.map(({ state }) => state).join(', ')}`;
}

function describeFailure({ name, connector, tasks }: ConnectorStateInfo): string | undefined {
  if (connector.state === 'FAILED') return `Connector ${name} has failed: ${connector.trace}`;
  const task = tasks.find(({ state }) => state === 'FAILED');
  return task && `Task ${task.id} of connector ${name} has failed: ${task.trace}`;
}

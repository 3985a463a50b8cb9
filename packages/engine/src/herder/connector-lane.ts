import { UnavailableError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import type { StartSlots } from '../worker/start-slots.ts';
import type { Worker } from '../worker/worker.ts';
import { createBackoff } from './backoff.ts';
import { plan } from './plan.ts';
import type { Action, Desired } from './plan.ts';

/**
 * Carries out, one after another, all that concerns one connector: brings what runs to what is desired, restarts, asks it for its
 * tasks. Each connector has a lane of its own, so that a plugin that hangs holds up nothing but itself; and a lane does
 * not wait for a start to end once what it starts is no longer wanted.
 */
export interface ConnectorLane {
  /** Something about the connector changed: compare again. */
  reconcile(): void;
  /** The connector was deleted: everything of it is stopped and forgotten before it may start anew. */
  forget(): void;
  /** Whether a deletion is still being carried out. */
  isForgetting(): boolean;
  /** The connector asks to be asked for its tasks' configurations. */
  deriveTasks(): void;
  /** Stops these and starts them again. What they show in between is `leave`. */
  restart(what: () => RestartOrder): Promise<void>;
  /** Runs `work` when everything before it has been carried out, and nothing of the connector beside it. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when there is nothing left to do. */
  idle(): Promise<void>;
  /** Begins nothing any more; resolves when what was begun has ended or is no longer waited for. */
  close(): Promise<void>;
}

export interface RestartOrder {
  readonly connector: boolean;
  readonly tasks: readonly number[];
  readonly leave: 'UNASSIGNED' | 'RESTARTING';
}

export interface ConnectorLaneOptions {
  readonly name: string;
  readonly worker: Worker;
  readonly slots: StartSlots;
  readonly clock: Clock;
  readonly logger: Logger;
  /** As of now; null: the connector is not configured. */
  readonly desired: () => Desired | null;
  /** Takes the tasks' configurations that a connector said, being configured with `config`. */
  readonly onTaskConfigs: (config: ConfigMap, taskConfigs: readonly ConfigMap[]) => Promise<void>;
  readonly onTaskRemoved: (task: number) => void;
  /** All of the connector has stopped, and its status is to go; `ranHere`: something of it ran here. */
  readonly onForgotten: (ranHere: boolean) => Promise<void>;
}

export function createConnectorLane(options: ConnectorLaneOptions): ConnectorLane {
  const { name, worker, slots, clock, logger, desired } = options;
  const backoff = createBackoff(clock, { initialMs: 250, maxMs: 60_000 });
  const jobs: { readonly run: () => Promise<void>; readonly refuse: (error: Error) => void }[] = [];
  let interest = new AbortController();
  let running: Promise<void> | null = null;
  let dirty = false;
  let forgetting = false;
  let deriving = false;
  let closed = false;

  function wake(): void {
    if (!closed) running ??= work();
  }

  async function work(): Promise<void> {
    // What led here is told all at once, by the end of the current turn.
    await Promise.resolve();
    for (let next = nextWork(); next !== null; next = nextWork()) {
      interest = new AbortController();
      try {
        await next();
      } catch (error) {
        logger.error(`Unexpected error while working on connector ${name}`, { error });
      }
    }
    running = null;
  }

  function nextWork(): (() => Promise<void>) | null {
    if (closed) return null;
    if (forgetting) return forgetAll;
    if (dirty) return step;
    const job = jobs.shift();
    if (job !== undefined) return job.run;
    return deriving ? derive : null;
  }

  async function forgetAll(): Promise<void> {
    backoff.reset();
    deriving = false;
    const removal = plan(null, worker.running(name));
    await carryOut(removal);
    await options.onForgotten(removal.length > 0);
    forgetting = false;
    dirty = true;
  }

  async function step(): Promise<void> {
    dirty = false;
    await carryOut(plan(desired(), worker.running(name)));
  }

  async function carryOut(actions: readonly Action[]): Promise<void> {
    const giveBack = actions.some(isStart) ? await slots.take() : null;
    try {
      await Promise.all(byTask(actions).map(inOrder));
    } finally {
      giveBack?.();
    }
  }

  async function inOrder(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if (interest.signal.aborted) {
        dirty = true;
        return;
      }
      await take(action);
    }
  }

  async function take(action: Action): Promise<void> {
    switch (action.kind) {
      case 'start-connector':
        await worker.startConnector(name, action, interest.signal);
        deriving = action.target === 'STARTED';
        return;
      case 'set-connector-state':
        await worker.setConnectorState(name, action.target);
        deriving = action.target === 'STARTED';
        return;
      case 'stop-connector':
        return worker.stopConnector(name, action.leave === 'REMOVED' ? null : action.leave);
      case 'mark-stopped':
        return worker.markStopped(name, action.config, action.revision);
      case 'start-task':
        return worker.startTask(
          { connector: name, task: action.task },
          { ...action.setup, target: action.target },
          interest.signal,
        );
      case 'set-task-state':
        return worker.setTaskState({ connector: name, task: action.task }, action.target);
      case 'stop-task':
        await worker.stopTask({ connector: name, task: action.task }, action.leave === 'REMOVED' ? null : action.leave);
        if (action.leave === 'REMOVED') options.onTaskRemoved(action.task);
    }
  }

  async function derive(): Promise<void> {
    deriving = false;
    const run = worker.running(name).connector;
    const want = desired();
    if (run === null || run.failed || run.target !== 'STARTED' || want?.target !== 'STARTED') return;
    try {
      await options.onTaskConfigs(run.config, await worker.taskConfigs(name, interest.signal));
      backoff.reset();
    } catch (error) {
      deriveAgainLater(error);
    }
  }

  function deriveAgainLater(error: unknown): void {
    if (interest.signal.aborted) deriving = true;
    const failed = worker.running(name).connector?.failed ?? true;
    if (closed || interest.signal.aborted || failed) return;
    logger.error(`Failed to reconfigure the tasks of connector ${name}; trying again`, { error });
    backoff.after(() => {
      deriving = true;
      wake();
    });
  }

  async function restart({ connector, tasks, leave }: RestartOrder): Promise<void> {
    const stops = tasks.map((task) => worker.stopTask({ connector: name, task }, leave));
    if (connector) stops.push(worker.stopConnector(name, leave));
    await Promise.all(stops);
    await step();
  }

  /** Stops waiting for what is under way if it has to be stopped anyway. */
  function loseInterest(): void {
    const now = forgetting ? null : desired();
    if (plan(now, worker.running(name)).some(isStop)) interest.abort();
  }

  function enqueue<T>(job: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(shuttingDown());
      jobs.push({ run: () => job().then(resolve, reject), refuse: reject });
      wake();
    });
  }

  return {
    reconcile() {
      dirty = true;
      if (running !== null) loseInterest();
      wake();
    },
    forget() {
      forgetting = true;
      interest.abort();
      wake();
    },
    isForgetting: () => forgetting,
    deriveTasks() {
      deriving = true;
      wake();
    },
    restart(what) {
      interest.abort();
      return enqueue(() => restart(what()));
    },
    exclusively: enqueue,
    async idle() {
      for (let busy = running; busy !== null; busy = running) await busy;
    },
    async close() {
      closed = true;
      interest.abort();
      backoff.reset();
      for (const job of jobs.splice(0)) job.refuse(shuttingDown());
      await running;
    },
  };
}

/** The connector's own steps, and those of each task: they do not wait for one another. */
function byTask(actions: readonly Action[]): Action[][] {
  const groups = new Map<number | null, Action[]>();
  for (const action of actions) {
    const key = 'task' in action ? action.task : null;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  return [...groups.values()];
}

function isStart(action: Action): boolean {
  return action.kind === 'start-connector' || action.kind === 'start-task';
}

function shuttingDown(): UnavailableError {
  return new UnavailableError('Worker is shutting down');
}

function isStop(action: Action): boolean {
  return action.kind.startsWith('stop-') || action.kind === 'mark-stopped';
}

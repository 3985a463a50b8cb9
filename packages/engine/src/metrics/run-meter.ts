import type { Clock } from '../model/clock.ts';
import type { State, TaskId } from '../model/names.ts';
import { createSampledStat } from './sampled-stat.ts';
import type { SampledStat, SampleSettings } from './sampled-stat.ts';
import { createStateTimes } from './state-times.ts';
import type { StateTimes } from './state-times.ts';

/** What became of the starts of connectors, or of tasks, since the worker started. (Java: WorkerMetricsGroup.) */
export interface StartCounts {
  readonly attempts: number;
  readonly successes: number;
  readonly failures: number;
  /** Of the last while, from 0 to 1; null while there was no start. */
  readonly successRatio: number | null;
}

/** What is known from outside of a connector instance or a task. */
export interface RunNumbers {
  /** null: nothing was told yet. */
  readonly state: State | null;
  readonly runningRatio: number;
  readonly pauseRatio: number;
  /** How often it was started again since it was first started on this worker. */
  readonly restarts: number;
}

/** Counts starts and times states of what a worker runs: told of each start before it, and of each state. */
export interface RunMeter {
  connectorStarts(name: string): void;
  connectorState(name: string, state: State): void;
  taskStarts(id: TaskId): void;
  taskState(id: TaskId, state: State): void;
  /** The connector was deleted: nothing is known of it and its tasks any more. */
  forget(connector: string): void;
  connector(name: string): RunNumbers;
  task(id: TaskId): RunNumbers;
  starts(): { readonly connectors: StartCounts; readonly tasks: StartCounts };
}

interface Run {
  times: StateTimes;
  starts: number;
  /** Whether the start that was made last has led to anything yet. */
  undecided: boolean;
}

interface Connector {
  readonly run: Run;
  readonly tasks: Map<number, Run>;
}

export function createRunMeter(clock: Clock, sampling: SampleSettings): RunMeter {
  const connectors = new Map<string, Connector>();
  const counters = { connectors: createStartCounter(sampling), tasks: createStartCounter(sampling) };

  function connectorOf(name: string): Connector {
    let connector = connectors.get(name);
    if (connector === undefined) connectors.set(name, (connector = { run: newRun(), tasks: new Map() }));
    return connector;
  }

  function taskOf({ connector, task }: TaskId): Run {
    const { tasks } = connectorOf(connector);
    let run = tasks.get(task);
    if (run === undefined) tasks.set(task, (run = newRun()));
    return run;
  }

  function started(run: Run): void {
    run.times = createStateTimes();
    run.starts += 1;
    run.undecided = true;
  }

  function changed(run: Run, state: State, counter: StartCounter): void {
    const now = clock.now();
    run.times.change(state, now);
    if (run.undecided && (state === 'RUNNING' || state === 'FAILED')) counter.ended(state === 'RUNNING', now);
    // One that begins paused has not been started before it runs.
    if (state !== 'PAUSED') run.undecided = false;
  }

  function numbersOf(run: Run | undefined): RunNumbers {
    if (run === undefined) return { state: null, runningRatio: 0, pauseRatio: 0, restarts: 0 };
    const now = clock.now();
    const { times, starts } = run;
    return {
      state: times.current(),
      runningRatio: times.ratio('RUNNING', now),
      pauseRatio: times.ratio('PAUSED', now),
      restarts: Math.max(0, starts - 1),
    };
  }

  return {
    connectorStarts: (name) => started(connectorOf(name).run),
    connectorState: (name, state) => changed(connectorOf(name).run, state, counters.connectors),
    taskStarts: (id) => started(taskOf(id)),
    taskState: (id, state) => changed(taskOf(id), state, counters.tasks),
    forget: (connector) => void connectors.delete(connector),
    connector: (name) => numbersOf(connectors.get(name)?.run),
    task: ({ connector, task }) => numbersOf(connectors.get(connector)?.tasks.get(task)),
    starts() {
      const now = clock.now();
      return { connectors: counters.connectors.read(now), tasks: counters.tasks.read(now) };
    },
  };
}

function newRun(): Run {
  return { times: createStateTimes(), starts: 0, undecided: false };
}

interface StartCounter {
  ended(succeeded: boolean, now: number): void;
  read(now: number): StartCounts;
}

function createStartCounter(sampling: SampleSettings): StartCounter {
  const outcomes: SampledStat = createSampledStat(sampling);
  let successes = 0;
  let failures = 0;
  return {
    ended(succeeded, now) {
      if (succeeded) successes += 1;
      else failures += 1;
      outcomes.record(succeeded ? 1 : 0, now);
    },
    read: (now) => ({ attempts: successes + failures, successes, failures, successRatio: outcomes.read(now).average }),
  };
}

import type { Logger } from '../model/logger.ts';
import type { State } from '../model/names.ts';
import { failureTrace } from './failure-place.ts';
import type { TaskControl } from './task-control.ts';
import { untilControl } from './task-control.ts';

/** One run of a task, as the runner of its kind does it. */
export interface TaskRunner {
  /** Makes the task ready. */
  start(): Promise<void>;
  /** Moves records until the task is to stop, or something fails; commits what is to commit before it returns or rejects. */
  execute(): Promise<void>;
  /** Releases everything, however far `start` came. Does not throw. */
  close(): Promise<void>;
  /** The task hangs and nobody waits for it any more: lets go of its clients at once, so that others can take over. Does not throw. */
  abandon(): Promise<void>;
}

/** What is told of a run. `trace` is there for FAILED only. */
export type StateReport = (state: State, trace: string | null) => void;

export interface RunTaskOptions {
  /** Makes the runner: loads plugins, reads settings. What it throws fails the task. */
  readonly createRunner: () => Promise<TaskRunner>;
  readonly control: TaskControl;
  readonly report: StateReport;
  readonly logger: Logger;
}

/**
 * Takes a task from its start to its end. Reports PAUSED when it begins paused (it is made, but not started before it is resumed), RUNNING
 * when it has started, FAILED when it failed by itself, and UNASSIGNED when it ended because it was told to, whatever it threw on
 * the way. A task that was abandoned reports nothing more. Never rejects.
 */
export async function runTask(options: RunTaskOptions): Promise<void> {
  const { control, logger } = options;
  const report: StateReport = (state, trace) => {
    if (!control.abandoned) options.report(state, trace);
  };
  let toldToStop = false;
  try {
    await runToEnd(options, report, () => (toldToStop = control.stopping));
  } catch (error) {
    if (!toldToStop) {
      logger.error(
        'Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted',
        {
          error,
        },
      );
      report('FAILED', failureTrace(error));
      return;
    }
    logger.warn('After being scheduled for shutdown, task threw an uncaught exception.', { error });
  }
  report('UNASSIGNED', null);
}

/** `ended` is called when the task has ended, before its cleaning up. */
async function runToEnd({ createRunner, control }: RunTaskOptions, report: StateReport, ended: () => void): Promise<void> {
  if (control.stopping) return;
  const runner = await createRunner();
  const off = control.onChange(() => {
    if (control.abandoned) void runner.abandon();
  });
  try {
    if (control.target === 'PAUSED') report('PAUSED', null);
    await untilControl(control, () => control.target === 'STARTED' || control.stopping);
    if (control.stopping) return;
    await runner.start();
    if (!control.stopping) report('RUNNING', null);
    await runner.execute();
  } finally {
    ended();
    off();
    await runner.close();
  }
}

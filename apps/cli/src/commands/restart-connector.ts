import { InvalidArgumentError } from 'commander';
import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import { UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

interface Options extends ManyOptions, WaitFlag {
  readonly tasks?: boolean;
  readonly failed?: boolean;
  readonly task?: number;
}

export const restartConnector = (): CliCommand =>
  takesConnectors(new CliCommand('restart').description('restart connectors, their tasks, or what has failed of them'))
    .option('--tasks', 'the tasks too, not the connector alone')
    .option('--failed', 'only what has failed, of the connector and its tasks')
    .option('--task <number>', 'one task alone', taskNumber)
    .option('--wait', 'until everything is RUNNING')
    .example('A connector and all its tasks', 'restart orders --tasks --wait')
    .example('Whatever has failed in the whole cluster', 'restart --all --failed')
    .example('One task', 'restart orders --task 2')
    .runs<Options>(run);

function taskNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be the number of a task, from 0.');
  return Number(text);
}

async function run(session: Session, words: readonly string[], options: Options): Promise<ExitCode | void> {
  const { tasks = false, failed = false, task, wait = false } = options;
  if (task !== undefined && (tasks || failed))
    throw new UsageError('--task restarts one task; --tasks and --failed do not go with it.');
  const { connectors } = await session.client();
  const { signal } = session;
  const which = { includeTasks: tasks || failed, onlyFailed: failed };
  return forEachConnector(session, await namesOf(session, words, options), async (name) => {
    if (task !== undefined) {
      await connectors.restartTask(name, task, { signal });
      if (wait) await connectors.waitForRunning(name, waitOptions(session, name, 'waiting for RUNNING'));
      return `task ${task} restarted`;
    }
    if (wait) await connectors.restartAndWait(name, { ...which, ...waitOptions(session, name, 'restarting') });
    else await connectors.restart(name, { ...which, signal });
    return restarted(tasks, failed);
  });
}

function restarted(tasks: boolean, failed: boolean): string {
  if (failed) return 'restarted, as far as it had failed';
  return tasks ? 'restarted, with its tasks' : 'restarted, without its tasks';
}

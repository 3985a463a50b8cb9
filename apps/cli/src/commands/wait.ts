import { type ConnectClient, type WaitOptions } from '@millrace/client';
import { InvalidArgumentError } from 'commander';
import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';

interface Options extends ManyOptions {
  readonly for: Aim;
}

/** What is waited for. */
interface Aim {
  /** Behind `waiting for`. */
  readonly text: string;
  readonly wait: (connectors: ConnectClient['connectors'], name: string, options: WaitOptions) => Promise<unknown>;
}

export const wait = (): CliCommand =>
  takesConnectors(
    new CliCommand('wait').description('wait until connectors are in a state; --timeout says how long, 2m unless it does'),
  )
    .option(
      '--for <aim>',
      'running, paused, stopped, failed, deleted, or tasks=N: so many tasks run',
      readAim,
      readAim('running'),
    )
    .example('Until it runs', 'wait orders')
    .example('Until four tasks run, for at most five minutes', 'wait orders --for tasks=4 --timeout 5m')
    .example('Until all of them are stopped', 'wait --all --for stopped')
    .runs<Options>(run);

function readAim(text: string): Aim {
  const aim = text.toLowerCase();
  const tasks = /^tasks=([1-9]\d{0,5})$/.exec(aim)?.[1];
  if (tasks !== undefined) {
    return { text: `${tasks} tasks`, wait: (connectors, name, options) => connectors.waitForTasks(name, Number(tasks), options) };
  }
  if (aim === 'running')
    return { text: 'RUNNING', wait: (connectors, name, options) => connectors.waitForRunning(name, options) };
  if (aim === 'deleted')
    return { text: 'its end', wait: (connectors, name, options) => connectors.waitForDeleted(name, options) };
  if (!['paused', 'stopped', 'failed'].includes(aim))
    throw new InvalidArgumentError('It has to be running, paused, stopped, failed, deleted or tasks=N.');
  const state = aim.toUpperCase();
  return { text: state, wait: (connectors, name, options) => connectors.waitForState(name, state, options) };
}

async function run(session: Session, words: readonly string[], options: Options): Promise<ExitCode | void> {
  const { connectors } = await session.client();
  const { text, wait: waitFor } = options.for;
  return forEachConnector(session, await namesOf(session, words, options), async (name) => {
    await waitFor(connectors, name, waitOptions(session, name, `waiting for ${text}`));
    return text === 'its end' ? 'is gone' : `has come to ${text}`;
  });
}

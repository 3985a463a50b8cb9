import { ConnectError, type ConnectClient } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { oneName } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import { UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { readSettings } from '../files/read-settings.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

interface Options extends WaitFlag {
  readonly remove?: readonly string[];
}

type Changes = Readonly<Record<string, string | null>>;

const collect = (value: string, previous: readonly string[] = []) => [...previous, value];

export const patchConnector = (): CliCommand =>
  new CliCommand('patch')
    .description('set or remove single settings of a connector, and leave the others')
    .usage('[connector] <name> [key=value...] [options]')
    .argument('<words...>', 'its name, and settings to set')
    .option('--remove <key>', 'take a setting away; may be repeated', collect)
    .option('--wait', 'until everything runs')
    .completes('connectors')
    .example('More tasks', 'patch orders tasks.max=4 --wait')
    .example('Back to what a setting is by default', 'patch orders --remove errors.tolerance')
    .runs<Options>(run);

async function run(session: Session, words: readonly string[], { remove = [], wait }: Options): Promise<ExitCode | void> {
  const [name, ...settings] = oneName(words, 'patch');
  const set = Object.entries(readSettings(settings, 'patch'));
  const changes = Object.fromEntries<string | null>([...set, ...remove.map((key) => [key, null] as const)]);
  const count = Object.keys(changes).length;
  if (count === 0)
    throw new UsageError('What is to change?', `Write key=value or --remove KEY: millrace patch ${name} tasks.max=2`);
  if (count < set.length + remove.length) throw new UsageError('A setting cannot be set and removed at once.');
  const { connectors } = await session.client();
  return forEachConnector(session, [name], async () => {
    await patch(connectors, name, changes, session.signal);
    if (wait === true) await connectors.waitForRunning(name, waitOptions(session, name, 'waiting for RUNNING'));
    return `patched (${count} setting${count === 1 ? '' : 's'})`;
  });
}

/** Apache Kafka Connect has PATCH from 3.8; with one before that the configuration is read, changed and written. */
async function patch(
  connectors: ConnectClient['connectors'],
  name: string,
  changes: Changes,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connectors.patch(name, changes, { signal });
  } catch (error) {
    if (!(error instanceof ConnectError) || error.status !== 405) throw error;
    const merged = { ...(await connectors.config(name, { signal })), ...changes };
    const kept = Object.entries(merged).filter((setting): setting is [string, string] => setting[1] !== null);
    await connectors.update(name, Object.fromEntries(kept), { signal });
  }
}

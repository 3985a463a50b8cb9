import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

export const stopConnector = (): CliCommand =>
  takesConnectors(new CliCommand('stop').description('shut connectors and their tasks down; configurations and offsets stay'))
    .option('--wait', 'until connector and tasks are STOPPED')
    .example('One connector', 'stop orders')
    .example('All that carry a label, and wait until it is so', 'stop -l team=orders --wait')
    .runs<ManyOptions & WaitFlag>(run);

async function run(session: Session, words: readonly string[], options: ManyOptions & WaitFlag): Promise<ExitCode | void> {
  const { connectors } = await session.client();
  return forEachConnector(session, await namesOf(session, words, options), async (name) => {
    await connectors.stop(name, { signal: session.signal });
    if (options.wait === true) await connectors.waitForState(name, 'STOPPED', waitOptions(session, name, 'waiting for STOPPED'));
    return 'stopped';
  });
}

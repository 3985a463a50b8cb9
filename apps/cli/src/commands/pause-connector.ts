import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

export const pauseConnector = (): CliCommand =>
  takesConnectors(new CliCommand('pause').description('let connectors rest; their tasks stay where they are'))
    .option('--wait', 'until connector and tasks are PAUSED')
    .example('One connector', 'pause orders')
    .example('All that carry a label, and wait until it is so', 'pause -l team=orders --wait')
    .runs<ManyOptions & WaitFlag>(run);

async function run(session: Session, words: readonly string[], options: ManyOptions & WaitFlag): Promise<ExitCode | void> {
  const { connectors } = await session.client();
  return forEachConnector(session, await namesOf(session, words, options), async (name) => {
    await connectors.pause(name, { signal: session.signal });
    if (options.wait === true) await connectors.waitForState(name, 'PAUSED', waitOptions(session, name, 'waiting for PAUSED'));
    return 'paused';
  });
}

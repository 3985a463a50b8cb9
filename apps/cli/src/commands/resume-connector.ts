import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

export const resumeConnector = (): CliCommand =>
  takesConnectors(new CliCommand('resume').description('let paused or stopped connectors run again'))
    .option('--wait', 'until connector and tasks are RUNNING')
    .example('One connector', 'resume orders')
    .example('All that carry a label, and wait until it is so', 'resume -l team=orders --wait')
    .runs<ManyOptions & WaitFlag>(run);

async function run(session: Session, words: readonly string[], options: ManyOptions & WaitFlag): Promise<ExitCode | void> {
  const { connectors } = await session.client();
  return forEachConnector(session, await namesOf(session, words, options), async (name) => {
    await connectors.resume(name, { signal: session.signal });
    if (options.wait === true) await connectors.waitForState(name, 'RUNNING', waitOptions(session, name, 'waiting for RUNNING'));
    return 'resumed';
  });
}

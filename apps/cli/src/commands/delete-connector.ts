import { NotFoundError } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { namesOf, type ManyOptions, takesConnectors } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import { confirm } from '../output/confirm.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import type { WaitFlag } from './shared-options.ts';

interface Options extends ManyOptions, WaitFlag {
  readonly yes?: boolean;
  readonly ignoreMissing?: boolean;
  readonly withOffsets?: boolean;
}

export const deleteConnector = (): CliCommand =>
  takesConnectors(new CliCommand('delete').description('delete connectors; their offsets stay unless said otherwise'))
    .option('--with-offsets', 'stop each and forget its offsets first, so that one of that name starts over')
    .option('--ignore-missing', 'that one is not there is no error')
    .option('-y, --yes', 'ask nothing; needed for -l and --all where nobody can be asked')
    .option('--wait', 'until nothing is left of them')
    .example('One connector', 'delete orders')
    .example('Everything that carries a label', 'delete -l team=orders --yes')
    .example('One whose name begins with a dash', 'delete -- -odd-')
    .runs<Options>(run);

async function run(session: Session, words: readonly string[], options: Options): Promise<ExitCode | void> {
  const { connectors } = await session.client();
  const { signal } = session;
  const names = await namesOf(session, words, options);
  const isNamed = options.label === undefined && options.all !== true;
  if (!isNamed && names.length > 0 && options.yes !== true) await confirm(session, `Delete ${names.join(', ')}?`);
  return forEachConnector(session, names, async (name) => {
    try {
      if (options.withOffsets === true)
        await connectors.resetOffsets(name, { resume: false, ...waitOptions(session, name, 'forgetting its offsets') });
      await connectors.delete(name, { signal });
    } catch (error) {
      if (error instanceof NotFoundError && options.ignoreMissing === true) return 'is not there';
      throw error;
    }
    if (options.wait === true) await connectors.waitForDeleted(name, waitOptions(session, name, 'waiting until it is gone'));
    return options.withOffsets === true ? 'deleted, with its offsets' : 'deleted';
  });
}

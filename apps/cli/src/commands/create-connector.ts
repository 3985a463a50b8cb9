import { Option } from 'commander';
import { CliCommand } from '../cli-command.ts';
import { withoutNoun } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import { UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { ConnectorDocument } from '../files/connector-document.ts';
import { readDocuments } from '../files/read-documents.ts';
import { readSettings } from '../files/read-settings.ts';
import type { Session } from '../session/session.ts';
import { fileOption, type FileOptions, type WaitFlag } from './shared-options.ts';

interface Options extends FileOptions, WaitFlag {
  readonly state?: string;
}

export const createConnector = (): CliCommand =>
  new CliCommand('create')
    .description('create a connector that is not there yet')
    .usage('[connector] <name> <key=value...> [options]')
    .argument('[words...]', 'its name and its settings')
    .addOption(fileOption('take it from a file instead; - for stdin; may be repeated'))
    .addOption(new Option('--state <state>', 'what it begins as').choices(['running', 'paused', 'stopped']))
    .option('--wait', 'until connector and tasks run, or are paused or stopped as asked')
    .example('A file into a topic', 'create lines connector.class=FileStreamSource file=/tmp/in.txt topic=lines --wait')
    .example('As a file says, and stopped: to set offsets first', 'create -f orders.yaml --state stopped')
    .runs<Options>(run);

async function run(session: Session, words: readonly string[], options: Options): Promise<ExitCode | void> {
  const wanted = await readWanted(withoutNoun(words), options);
  const { connectors } = await session.client();
  const byName = new Map(wanted.map((one) => [one.name, one]));
  return forEachConnector(session, [...byName.keys()], async (name) => {
    const { config, initial_state: own } = byName.get(name)!;
    const state = options.state?.toUpperCase() ?? own;
    await connectors.create({ name, config, ...(state !== undefined && { initial_state: state }) }, { signal: session.signal });
    if (options.wait === true) {
      const wait = waitOptions(session, name, `waiting for ${state ?? 'RUNNING'}`);
      await (state === undefined || state === 'RUNNING'
        ? connectors.waitForRunning(name, wait)
        : connectors.waitForState(name, state, wait));
    }
    return 'created';
  });
}

async function readWanted(words: readonly string[], { filename = [] }: Options): Promise<readonly ConnectorDocument[]> {
  const [name, ...settings] = words;
  if (filename.length > 0) {
    if (name !== undefined) throw new UsageError('Names and settings on the command line do not go with -f.');
    return readDocuments(filename);
  }
  if (name === undefined || settings.length === 0) {
    throw new UsageError(
      'Which connector?',
      'Name it and its settings, or a file: millrace create NAME connector.class=CLASS key=value … or millrace create -f FILE',
    );
  }
  return [{ name, config: readSettings(settings, 'create'), place: 'the command line' }];
}

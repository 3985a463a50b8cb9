import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Option } from 'commander';
import { CliCommand } from '../cli-command.ts';
import { compareNames, type ConnectorView, listConnectors, selectConnectors, tellMissing } from '../connectors/connector-view.ts';
import { withoutNoun } from '../connectors/connector-words.ts';
import { readLabel } from '../connectors/labels.ts';
import { UsageError } from '../errors.ts';
import { connectorsText, connectorText, type Exported, type FileFormat, fileFormats } from '../files/connector-text.ts';
import { fileNames } from '../files/file-names.ts';
import type { Session } from '../session/session.ts';
import { labelOption, type LabelOptions } from './shared-options.ts';

interface Options extends LabelOptions {
  readonly dir?: string;
  readonly format: FileFormat;
}

export const exportConnectors = (): CliCommand =>
  new CliCommand('export')
    .description('write connectors as files that `apply` takes')
    .usage('[connector] [name...] [options]')
    .argument('[name...]', 'only these')
    .addOption(labelOption('only those that carry this label; may be repeated'))
    .addOption(new Option('--dir <folder>', 'one file for each in this folder, which is made if need be; stdout unless given'))
    .addOption(new Option('--format <format>', 'of the files').choices(fileFormats).default('yaml'))
    .completes('connectors')
    .example('Everything, to keep or to take elsewhere', 'export --dir connectors/')
    .example('From one cluster to another', 'export --context old | millrace apply --context new -f -')
    .example('One connector as JSON', 'export orders --format json')
    .runs<Options>(run);

async function run(session: Session, words: readonly string[], { dir, format, label = [] }: Options): Promise<void> {
  const views = await listConnectors(await session.client(), session.signal);
  const names = withoutNoun(words);
  const { selected, missing } = selectConnectors(views, { names, labels: label.map(readLabel) });
  const connectors = selected.toSorted((a, b) => compareNames(a.name, b.name)).map(exported);
  const { terminal, options } = session;
  if (dir !== undefined) {
    const files = await writeFiles(connectors, dir, format);
    if (options.quiet !== true) for (const file of files) terminal.out.line(file);
  } else if (connectors.length > 0) {
    const alone = names.length === 1 && connectors[0];
    terminal.out.write(alone ? connectorText(alone, format) : connectorsText(connectors, format));
  }
  if (views.length === 0 && options.quiet !== true) terminal.error.line('There are no connectors to export.');
  tellMissing(session, missing);
}

/** Without what servers add by themselves; settings in the order of their keys, so that two exports can be compared. */
function exported({ name, state, config }: ConnectorView): Exported {
  const settings = Object.entries(config).filter(([key]) => key !== 'name' && !key.startsWith('__internal.'));
  const rests = state === 'PAUSED' || state === 'STOPPED';
  return {
    name,
    ...(rests && { initial_state: state }),
    config: Object.fromEntries(settings.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function writeFiles(connectors: readonly Exported[], dir: string, format: FileFormat): Promise<string[]> {
  const names = fileNames(
    connectors.map(({ name }) => name),
    format,
  );
  try {
    await mkdir(dir, { recursive: true });
    return await Promise.all(
      connectors.map(async (connector) => {
        const file = join(dir, names.get(connector.name)!);
        await writeFile(file, connectorText(connector, format));
        return file;
      }),
    );
  } catch (cause) {
    throw new UsageError(`The files cannot be written to ${dir}: ${(cause as Error).message}`, undefined, { cause });
  }
}

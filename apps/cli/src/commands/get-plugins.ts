import type { PluginInfo } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { compareNames } from '../connectors/connector-view.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import type { Session } from '../session/session.ts';
import { outputOption, type OutputOptions } from './shared-options.ts';

interface Options extends OutputOptions {
  readonly all?: boolean;
  readonly type?: string;
}

export const getPlugins = (): CliCommand =>
  new CliCommand('plugins')
    .alias('plugin')
    .description('list the plugins that the worker has')
    .argument('[text...]', 'only those whose class contains one of these texts, in any case')
    .option('--all', 'converters, transformations and predicates too, not connectors alone')
    .option('--type <type>', 'only one type: source, sink, converter, header_converter, transformation, predicate')
    .addOption(outputOption())
    .completes('plugins')
    .example('The connectors that can be made here', 'get plugins')
    .example('Everything that converts', 'get plugins --type converter')
    .example('Is there one for files?', 'get plugins file')
    .runs<Options>(run);

const columns: readonly Column<PluginInfo>[] = [
  { title: 'NAME', text: ({ class: name }) => simpleName(name) },
  { title: 'TYPE', text: ({ type }) => type, whole: true },
  { title: 'VERSION', text: ({ version }) => version ?? '' },
  { title: 'CLASS', text: ({ class: name }) => name },
];

const simpleName = (name: string): string => name.split('.').at(-1) ?? name;

async function run(session: Session, texts: readonly string[], { output, all = false, type }: Options): Promise<void> {
  const client = await session.client();
  const connectorsOnly = !all && (type === undefined || type === 'source' || type === 'sink');
  const found = await client.plugins.list({ connectorsOnly, signal: session.signal });
  const wanted = texts.map((text) => text.toLowerCase());
  const rows = found
    .filter((one) => type === undefined || one.type === type)
    .filter((one) => wanted.length === 0 || wanted.some((text) => one.class.toLowerCase().includes(text)))
    .toSorted((a, b) => compareNames(a.type, b.type) || compareNames(a.class, b.class));
  const none = 'There is no such plugin. With --all converters, transformations and predicates are listed too.';
  printListing(session.terminal, { rows, columns, name: ({ class: name }) => name, data: rows, none }, output);
}

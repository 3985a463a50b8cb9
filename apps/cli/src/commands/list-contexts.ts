import { CliCommand } from '../cli-command.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import { type Context, contextFile, readContexts } from '../session/context-file.ts';
import type { Session } from '../session/session.ts';
import { outputOption, type OutputOptions } from './shared-options.ts';

interface Row {
  readonly name: string;
  readonly current: boolean;
  readonly urls: readonly string[];
  readonly authentication: string;
}

export const listContexts = (): CliCommand =>
  new CliCommand('list')
    .description('list the clusters that have a name here')
    .addOption(outputOption(['table', 'json', 'yaml', 'name']))
    .example('Which clusters are there, and which one is meant?', 'context list')
    .runs<OutputOptions>(run);

const columns: readonly Column<Row>[] = [
  { title: 'CURRENT', text: ({ current }) => (current ? '*' : ' '), whole: true },
  { title: 'NAME', text: ({ name }) => name },
  { title: 'URL', text: ({ urls }) => urls.join(',') },
  { title: 'AS', text: ({ authentication }) => authentication },
];

/** Who one is there; never a password or token. */
function authenticationOf({ username, token }: Context): string {
  if (token !== undefined) return 'token';
  return username ?? 'nobody';
}

async function run({ terminal, env }: Session, _words: readonly string[], { output }: OutputOptions): Promise<void> {
  const { current, byName } = await readContexts(contextFile(env));
  const rows = [...byName].map(([name, context]): Row => ({
    name,
    current: name === current,
    urls: context.urls,
    authentication: authenticationOf(context),
  }));
  const none = 'There are no contexts. Add one: millrace context add NAME --url http://HOST:8083';
  printListing(terminal, { rows, columns, name: ({ name }) => name, data: rows, none }, output);
}

import type { LoggerLevel } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { compareNames } from '../connectors/connector-view.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import type { Session } from '../session/session.ts';
import { outputOption, type OutputOptions } from './shared-options.ts';

interface Row extends LoggerLevel {
  readonly name: string;
}

export const getLoggers = (): CliCommand =>
  new CliCommand('loggers')
    .alias('logger')
    .description('list the loggers of the worker that is asked, and their levels')
    .argument('[name...]', 'only these; one without a level of its own shows the level that holds for it')
    .addOption(outputOption())
    .completes('loggers')
    .example('All loggers that have a level', 'get loggers')
    .example('One of them', 'get loggers org.apache.kafka.connect')
    .runs<OutputOptions>(run);

const columns: readonly Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'LEVEL', text: ({ level }) => level, whole: true },
  { title: 'CHANGED', text: ({ last_modified: ms }) => (ms === null ? '' : new Date(ms).toISOString()), whole: true },
];

async function run(session: Session, names: readonly string[], { output }: OutputOptions): Promise<void> {
  const { loggers } = await session.client();
  const { signal } = session;
  const rows =
    names.length === 0
      ? Object.entries(await loggers.list({ signal })).map(([name, level]): Row => ({ name, ...level }))
      : await Promise.all(names.map(async (name): Promise<Row> => ({ name, ...(await loggers.get(name, { signal })) })));
  const sorted = rows.toSorted((a, b) => Number(b.name === 'root') - Number(a.name === 'root') || compareNames(a.name, b.name));
  printListing(
    session.terminal,
    { rows: sorted, columns, name: ({ name }) => name, data: sorted, none: 'There are no loggers.' },
    output,
  );
}

import { type ConnectorOffset, writeExactJson } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { oneName } from '../connectors/connector-words.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import type { Session } from '../session/session.ts';
import { outputOption, type OutputOptions } from './shared-options.ts';

const formats = ['table', 'json', 'yaml'] as const;

/** `get offsets NAME` and `offsets get NAME` are the same. */
export const getOffsets = (name: 'offsets' | 'get'): CliCommand => {
  const line = name === 'get' ? 'offsets get' : 'get offsets';
  return new CliCommand(name)
    .description('show how far a connector has come')
    .usage('[connector] <name> [options]')
    .argument('<name...>', 'the connector')
    .addOption(outputOption(formats))
    .completes('connectors')
    .example('Where a connector is', `${line} orders`)
    .example('Keep it, to set it again later', `${line} orders -o json > orders.offsets.json`)
    .runs<OutputOptions>((session, words, options) => run(session, oneName(words, line)[0], options));
};

const columns: readonly Column<ConnectorOffset>[] = [
  { title: 'PARTITION', text: ({ partition }) => compact(partition) },
  { title: 'OFFSET', text: ({ offset }) => compact(offset) },
];

/** `{"a": 1, "b": "x"}` → `a=1 b=x`. */
function compact(value: unknown): string {
  if (value === null || typeof value !== 'object') return writeExactJson(value);
  return Object.entries(value)
    .map(([key, member]) => `${key}=${typeof member === 'string' ? member : writeExactJson(member)}`)
    .join(' ');
}

async function run(session: Session, name: string, { output }: OutputOptions): Promise<void> {
  const client = await session.client();
  const found = await client.connectors.offsets(name, { signal: session.signal });
  const none = `${name} has no offsets yet.`;
  printListing(
    session.terminal,
    { rows: found.offsets, columns, name: ({ partition }) => compact(partition), data: found, none },
    output,
  );
}

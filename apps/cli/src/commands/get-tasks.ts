import type { TaskState } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { compareNames, listConnectors, selectConnectors, tellMissing } from '../connectors/connector-view.ts';
import { withoutNoun } from '../connectors/connector-words.ts';
import { readLabel } from '../connectors/labels.ts';
import { rootCause } from '../connectors/root-cause.ts';
import { rankOfState, styleOf } from '../connectors/states.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import type { Session } from '../session/session.ts';
import { labelOption, type LabelOptions, outputOption, type OutputOptions } from './shared-options.ts';

interface Row extends TaskState {
  readonly connector: string;
}

export const getTasks = (): CliCommand =>
  new CliCommand('tasks')
    .alias('task')
    .description('list tasks, failed ones first')
    .argument('[connector...]', 'only those of these connectors')
    .addOption(labelOption('only those of connectors that carry this label; may be repeated'))
    .addOption(outputOption())
    .completes('connectors')
    .example('All tasks of the cluster', 'get tasks')
    .example('The tasks of one connector, and why one has failed', 'get tasks orders -o wide')
    .example('The whole trace of each failed task', "get tasks -o json | jq -r '.[] | select(.trace) | .trace'")
    .runs<OutputOptions & LabelOptions>(run);

const columns: readonly Column<Row>[] = [
  { title: 'CONNECTOR', text: ({ connector }) => connector },
  { title: 'TASK', text: ({ id }) => String(id), align: 'right', whole: true },
  { title: 'STATE', text: ({ state }) => state, style: ({ state }) => styleOf(state), whole: true },
  { title: 'WORKER', text: ({ worker_id }) => worker_id },
  { title: 'ERROR', text: ({ trace = '' }) => rootCause(trace), style: () => 'red', wide: true },
];

async function run(
  session: Session,
  words: readonly string[],
  { output, label = [] }: OutputOptions & LabelOptions,
): Promise<void> {
  const views = await listConnectors(await session.client(), session.signal);
  const { selected, missing } = selectConnectors(views, { names: withoutNoun(words), labels: label.map(readLabel) });
  const rows = selected
    .flatMap(({ name, tasks }) => tasks.map((task): Row => ({ connector: name, ...task })))
    .toSorted((a, b) => rankOfState(a.state) - rankOfState(b.state) || compareNames(a.connector, b.connector) || a.id - b.id);
  const name = ({ connector, id }: Row) => `${connector} ${id}`;
  printListing(session.terminal, { rows, columns, name, data: rows, none: 'There are no tasks.' }, output);
  tellMissing(session, missing);
}

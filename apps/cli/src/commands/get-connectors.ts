import { CliCommand } from '../cli-command.ts';
import { type ConnectorView, listConnectors, selectConnectors, tellMissing } from '../connectors/connector-view.ts';
import { readLabel } from '../connectors/labels.ts';
import { rootCause } from '../connectors/root-cause.ts';
import { styleOf, styleOfTasks, taskSummary } from '../connectors/states.ts';
import { printListing } from '../output/listing.ts';
import type { Column } from '../output/table.ts';
import type { Session } from '../session/session.ts';
import { labelOption, type LabelOptions, outputOption, type OutputOptions } from './shared-options.ts';

interface Options extends OutputOptions, LabelOptions {
  readonly state?: string;
}

export const getConnectors = (): CliCommand =>
  new CliCommand('connectors')
    .alias('connector')
    .description('list connectors, failed ones first')
    .argument('[name...]', 'only these')
    .addOption(labelOption('only those that carry this label; may be repeated'))
    .option('--state <state>', 'only those where the connector or a task is in this state')
    .addOption(outputOption())
    .completes('connectors')
    .example('All connectors, and what has failed on top', 'get connectors')
    .example('With class, worker and what went wrong', 'get connectors -o wide')
    .example(
      'Restart the tasks of all that have failed',
      'get connectors --state failed -o name | xargs -d "\\n" millrace restart --failed',
    )
    .example('The configuration of one of them, for jq', "get connectors orders -o json | jq '.[0].config'")
    .runs<Options>(run);

export const connectorColumns: readonly Column<ConnectorView>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'TYPE', text: ({ type }) => type, whole: true },
  { title: 'STATE', text: ({ state }) => state, style: ({ state }) => styleOf(state), whole: true },
  { title: 'TASKS', text: ({ tasks }) => taskSummary(tasks), style: ({ tasks }) => styleOfTasks(tasks), whole: true },
  { title: 'WORKER', text: ({ worker_id }) => worker_id, wide: true },
  { title: 'CLASS', text: ({ config }) => config['connector.class'] ?? '', wide: true },
  { title: 'ERROR', text: whatIsWrong, style: () => 'red', wide: true },
];

function whatIsWrong({ trace, tasks }: ConnectorView): string {
  return rootCause(trace ?? tasks.find((task) => task.trace !== undefined)?.trace ?? '');
}

async function run(session: Session, names: readonly string[], { output, label = [], state }: Options): Promise<void> {
  const labels = label.map(readLabel);
  const views = await listConnectors(await session.client(), session.signal);
  const { selected, missing } = selectConnectors(views, { names, labels });
  const wanted = state?.toUpperCase();
  const rows = selected.filter(
    (view) => wanted === undefined || view.state === wanted || view.tasks.some((task) => task.state === wanted),
  );
  const none =
    views.length === 0 ? 'There are no connectors. Make one: millrace apply -f FILE' : 'No connector is meant by that.';
  printListing(session.terminal, { rows, columns: connectorColumns, name: ({ name }) => name, data: rows, none }, output);
  tellMissing(session, missing);
}

import { type ConnectClient, type ConnectorOffset, NotFoundError, writeExactJson } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import type { ConnectorView } from '../connectors/connector-view.ts';
import { labelPrefix, labelsOf } from '../connectors/labels.ts';
import { shownValue } from '../connectors/secret-values.ts';
import { rankOfState, styleOf } from '../connectors/states.ts';
import { padTo, printable, printableLines } from '../output/printable.ts';
import { structured } from '../output/structured.ts';
import type { Screen } from '../output/terminal.ts';
import type { Session } from '../session/session.ts';
import { outputOption, type OutputOptions } from './shared-options.ts';

const formats = ['table', 'json', 'yaml'] as const;

export const describeConnector = (): CliCommand =>
  new CliCommand('connector')
    .description('tell all about a connector: state, tasks, traces, configuration, topics, offsets')
    .argument('<name>', 'the connector')
    .option('--show-secrets', 'show passwords and the like')
    .addOption(outputOption(formats))
    .completes('connectors')
    .example('What is wrong with it?', 'describe connector orders')
    .example('For a program', 'describe connector orders -o json')
    .runs<Options>((session, words, options) => run(session, words[0]!, options));

interface Options extends OutputOptions {
  readonly showSecrets?: boolean;
}

/** What a worker tells of a connector, in one; what it is too old to tell is null. */
interface Description extends ConnectorView {
  readonly topics: readonly string[] | null;
  readonly offsets: readonly ConnectorOffset[] | null;
}

async function run({ client, terminal: { out }, signal }: Session, name: string, options: Options): Promise<void> {
  const { output, showSecrets = false } = options;
  const description = await describe(await client(), name, signal);
  if (output === 'json' || output === 'yaml') out.write(structured(description, output));
  else for (const line of descriptionLines(description, out, showSecrets)) out.line(line);
}

async function describe({ connectors }: ConnectClient, name: string, signal: AbortSignal): Promise<Description> {
  const [{ type, config }, status, topics, offsets] = await Promise.all([
    connectors.get(name, { signal }),
    ifKnown(connectors.status(name, { signal })),
    ifKnown(connectors.topics(name, { signal })),
    ifKnown(connectors.offsets(name, { signal })),
  ]);
  const own = status?.connector ?? { state: '-', worker_id: '-' };
  return { name, type, ...own, tasks: status?.tasks ?? [], config, topics, offsets: offsets?.offsets ?? null };
}

/** Null for what is not there: no status yet, or a worker too old for the question. */
async function ifKnown<T>(call: PromiseLike<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

function descriptionLines(description: Description, screen: Screen, showSecrets: boolean): string[] {
  const { name, type, state, version, worker_id, trace, tasks, config, topics, offsets } = description;
  const title = (text: string) => screen.style('bold', text);
  const stateText = (one: string) => {
    const style = styleOf(one);
    return style === undefined ? one : screen.style(style, one);
  };
  const labels = [...labelsOf(config)].map(([label, value]) => `${label}=${value}`);
  const sortedTasks = tasks.toSorted((a, b) => rankOfState(a.state) - rankOfState(b.state) || a.id - b.id);
  return [
    ...fields([
      ['Name', printable(name)],
      ['Type', type],
      ['Class', printable(config['connector.class'] ?? '-')],
      ...(version ? [['Version', printable(version)] as const] : []),
      ['State', stateText(state)],
      ['Worker', printable(worker_id)],
      ['Labels', printable(labels.join(', ')) || '-'],
      ['Topics', topics === null ? 'unknown' : printable(topics.toSorted().join(', ')) || '-'],
    ]),
    ...traceLines(trace, screen),
    '',
    title(`Tasks (${tasks.length})`),
    ...sortedTasks.flatMap((task) => [
      `  ${task.id}  ${stateText(task.state)}  ${printable(task.worker_id)}`,
      ...traceLines(task.trace, screen),
    ]),
    '',
    title('Configuration'),
    ...settingLines(config, showSecrets),
    '',
    title('Offsets'),
    ...offsetLines(offsets),
  ];
}

function fields(pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.map(([name, value]) => `${padTo(`${name}:`, 10)}${value}`);
}

const traceLines = (trace: string | undefined, screen: Screen): string[] =>
  trace === undefined ? [] : printableLines(trace).map((line) => `     ${screen.style('red', line)}`);

function settingLines(config: Readonly<Record<string, string>>, showSecrets: boolean): string[] {
  const settings = Object.entries(config).filter(([key]) => key !== 'name' && !key.startsWith(labelPrefix));
  const width = Math.max(0, ...settings.map(([key]) => printable(key).length));
  return settings
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `  ${padTo(printable(key), width)}  ${printable(shownValue(key, value, showSecrets))}`);
}

function offsetLines(offsets: readonly ConnectorOffset[] | null): string[] {
  if (offsets === null) return ['  unknown: the worker is too old to tell'];
  if (offsets.length === 0) return ['  none yet'];
  return offsets.map(({ partition, offset }) => `  ${printable(`${writeExactJson(partition)} → ${writeExactJson(offset)}`)}`);
}

import { ConnectError } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { type ConnectorView, listConnectors } from '../connectors/connector-view.ts';
import { rankOf, styleOf, styleOfTasks, taskSummary } from '../connectors/states.ts';
import { fetchThroughput, taskKey, type Throughput } from '../connectors/throughput.ts';
import { fitLine, openLiveScreen } from '../output/live-screen.ts';
import { type Column, tableLines } from '../output/table.ts';
import type { Screen } from '../output/terminal.ts';
import { duration } from '../session/global-options.ts';
import { clientOptions, type Session } from '../session/session.ts';

interface Options {
  readonly interval: number;
  readonly tasks?: boolean;
  readonly once?: boolean;
}

export const top = (): CliCommand =>
  new CliCommand('top')
    .description('a live table of connectors and tasks, their states, how fast they are and how far behind; q ends it')
    .option('--interval <time>', 'how often to look', duration, 2000)
    .option('--tasks', 'a line for each task, not only for those that do not run')
    .option('--once', 'one table, and end; so it is also where there is no terminal')
    .example('Watch a cluster', 'top')
    .example(
      'Every task, each half second, rates from both workers',
      'top --tasks --interval 500ms --url http://a:8083,http://b:8083',
    )
    .runs<Options>(run);

/** What one look has seen. */
interface Sight {
  readonly connectors: readonly ConnectorView[];
  /** Null: no worker tells. */
  readonly throughput: ReadonlyMap<string, Throughput> | null;
}

interface Row {
  readonly connector?: ConnectorView;
  readonly name: string;
  readonly state: string;
  readonly worker: string;
  readonly throughput: Throughput | undefined;
}

const columns: readonly Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'TYPE', text: ({ connector }) => connector?.type ?? ' ', whole: true },
  { title: 'STATE', text: ({ state }) => state, style: ({ state }) => styleOf(state), whole: true },
  {
    title: 'TASKS',
    text: ({ connector }) => (connector ? taskSummary(connector.tasks) : ' '),
    style: ({ connector }) => connector && styleOfTasks(connector.tasks),
    whole: true,
  },
  { title: 'REC/S', text: ({ throughput }) => numberText(throughput?.rate, 1), align: 'right', whole: true },
  { title: 'LAG', text: ({ throughput }) => numberText(throughput?.lag, 0), align: 'right', whole: true },
  { title: 'WORKER', text: ({ worker }) => worker },
];

const numberText = (value: number | undefined, digits: number): string =>
  value === undefined ? '-' : value.toLocaleString('en', { maximumFractionDigits: value < 100 ? digits : 0 });

async function run(session: Session, _words: readonly string[], options: Options): Promise<void> {
  const { out } = session.terminal;
  if (options.once === true || !out.isTerminal) {
    for (const line of picture(await look(session), out, options)) out.line(line);
    return;
  }
  // where nobody answers from the beginning there is nothing to watch
  let sight = await look(session);
  let problem: string | undefined;
  const closing = new AbortController();
  const live = openLiveScreen(out, (key) => {
    if (key === 'q' || key === '\u001B') closing.abort();
  });
  const ended = AbortSignal.any([closing.signal, session.signal]);
  const draw = () => live.draw([...headLines(session, sight, problem), ...picture(sight, out, options)]);
  process.on('SIGWINCH', draw);
  try {
    while (!ended.aborted) {
      draw();
      await pause(options.interval, ended);
      if (ended.aborted) break;
      [sight, problem] = await lookAgain(session, sight);
    }
  } finally {
    process.off('SIGWINCH', draw);
    live.close();
  }
}

async function look(session: Session): Promise<Sight> {
  const [{ urls }, client, options] = await Promise.all([session.target(), session.client(), clientOptions(session)]);
  const [connectors, throughput] = await Promise.all([
    listConnectors(client, session.signal),
    fetchThroughput(urls, options, session.signal),
  ]);
  return { connectors, throughput };
}

/** What is not answered leaves the old picture, and says so. */
async function lookAgain(session: Session, before: Sight): Promise<[Sight, string?]> {
  try {
    return [await look(session)];
  } catch (error) {
    if (error instanceof ConnectError || session.signal.aborted) return [before, (error as Error).message];
    throw error;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

function headLines({ terminal: { out } }: Session, { connectors }: Sight, problem: string | undefined): string[] {
  const failed = connectors.filter((one) => rankOf(one) === 0).length;
  const tasks = connectors.flatMap((one) => one.tasks).length;
  const count = `${connectors.length} connectors, ${tasks} tasks, ${failed} with failures`;
  const time = new Date().toTimeString().slice(0, 8);
  const head = out.style(failed > 0 ? 'red' : 'green', fitLine(`${time}  ${count}   q ends`, out));
  return [head, problem === undefined ? '' : out.style('yellow', fitLine(`No news: ${problem}`, out))];
}

function picture({ connectors, throughput }: Sight, out: Screen, { tasks: allTasks = false }: Options): string[] {
  const rows = connectors.flatMap((connector) => [
    rowOf(connector, throughput),
    ...connector.tasks
      .filter(({ state }) => allTasks || (state !== 'RUNNING' && state !== connector.state))
      .map(({ id, state, worker_id }): Row => {
        const key = taskKey(connector.name, id);
        return { name: `  task ${id}`, state, worker: worker_id, throughput: throughput?.get(key) };
      }),
  ]);
  const note =
    throughput === null ? ['', 'REC/S and LAG: this worker does not tell them (a Millrace worker does, at /metrics).'] : [];
  return connectors.length === 0 ? ['There are no connectors.'] : [...tableLines(columns, rows, out), ...note];
}

const rowOf = (connector: ConnectorView, throughput: Sight['throughput']): Row => ({
  connector,
  name: connector.name,
  state: connector.state,
  worker: connector.worker_id,
  throughput: throughput?.get(connector.name),
});

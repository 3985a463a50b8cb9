import { CliCommand } from '../cli-command.ts';
import { oneName } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import { jsonObject } from './set-offsets.ts';

interface Options {
  readonly partition?: readonly string[];
  readonly leaveStopped?: boolean;
}

const collect = (value: string, previous: readonly string[] = []) => [...previous, value];

export const resetOffsets = (): CliCommand =>
  new CliCommand('reset')
    .description('forget how far a connector has come; it is stopped for that, and is afterwards what it was before')
    .usage('[connector] <name> [options]')
    .argument('<name...>', 'the connector')
    .option('--partition <json>', 'only this partition; may be repeated', collect)
    .option('--leave-stopped', 'do not start it again')
    .completes('connectors')
    .example('From the beginning', 'offsets reset orders')
    .example('One file of a file source', `offsets reset lines --partition '{"filename":"/tmp/in.txt"}'`)
    .runs<Options>(run);

async function run(
  session: Session,
  words: readonly string[],
  { partition = [], leaveStopped = false }: Options,
): Promise<ExitCode | void> {
  const [name] = oneName(words, 'offsets reset');
  const forgotten = partition.map((text) => ({ partition: jsonObject(text, '--partition'), offset: null }));
  const { connectors } = await session.client();
  return forEachConnector(session, [name], async () => {
    const options = { resume: !leaveStopped, ...waitOptions(session, name, 'forgetting offsets') };
    await (forgotten.length > 0 ? connectors.alterOffsets(name, forgotten, options) : connectors.resetOffsets(name, options));
    return `starts over${leaveStopped ? ' when it is resumed' : ''}`;
  });
}

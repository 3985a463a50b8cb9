import { type ConnectClient, type ConfigInfos, InvalidConfigError } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { ConnectorDocument } from '../files/connector-document.ts';
import { readDocuments } from '../files/read-documents.ts';
import { printable } from '../output/printable.ts';
import { structured } from '../output/structured.ts';
import type { Screen } from '../output/terminal.ts';
import type { Session } from '../session/session.ts';
import { fileOption, type FileOptions, outputOption, type OutputOptions } from './shared-options.ts';

export const validate = (): CliCommand =>
  new CliCommand('validate')
    .description('let the worker look at configurations without writing anything')
    .addOption(fileOption('a file or a folder of them, or - for stdin; may be repeated'))
    .addOption(outputOption(['table', 'json', 'yaml']))
    .example('Before a change is merged', 'validate -f connectors/')
    .example('One that is made on the spot', 'export orders | sed s/tasks.max:.*/tasks.max:\\ many/ | millrace validate -f -')
    .runs<FileOptions & OutputOptions>(run);

interface Verdict {
  readonly name: string;
  readonly place: string;
  readonly valid: boolean;
  readonly errors: readonly Problem[];
  /** Settings that no plugin of this worker knows. Kafka Connect takes them, so a typing error shows here. */
  readonly unknown: readonly string[];
}

interface Problem {
  readonly key: string | null;
  readonly message: string;
}

async function run(session: Session, _words: readonly string[], { filename = [], output }: FileOptions & OutputOptions) {
  if (filename.length === 0) throw new UsageError('Which files?', 'Name files or folders: millrace validate -f connectors/');
  const documents = await readDocuments(filename);
  const client = await session.client();
  const verdicts: Verdict[] = [];
  for (const document of documents) {
    session.progress.count(`validating: ${verdicts.length} of ${documents.length}`);
    verdicts.push(await judge(client, document, session.signal));
  }
  session.progress.end();
  const { out } = session.terminal;
  if (output === 'json' || output === 'yaml') out.write(structured(verdicts, output));
  else for (const line of verdicts.flatMap((verdict) => verdictLines(verdict, out))) out.line(line);
  return verdicts.every(({ valid }) => valid) ? exitCodes.done : (exitCodes.invalidConfig satisfies ExitCode);
}

async function judge(
  { plugins }: ConnectClient,
  { name, config, place }: ConnectorDocument,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const infos = await plugins.validate({ ...config, name }, { signal });
    return { name, place, valid: infos.error_count === 0, errors: problemsOf(infos), unknown: unknownSettings(infos, config) };
  } catch (error) {
    // no class, or one that the worker does not have: there is no verdict setting by setting
    if (!(error instanceof InvalidConfigError)) throw error;
    return { name, place, valid: false, errors: [{ key: null, message: error.message }], unknown: [] };
  }
}

const problemsOf = ({ configs }: ConfigInfos): Problem[] =>
  configs.flatMap(({ value }) => (value?.errors ?? []).map((message) => ({ key: value!.name, message })));

function unknownSettings({ configs }: ConfigInfos, config: Readonly<Record<string, string>>): string[] {
  const known = new Set(configs.map(({ definition, value }) => definition?.name ?? value?.name));
  return Object.keys(config).filter((key) => !known.has(key) && !key.startsWith('millrace.label.'));
}

function verdictLines({ name, place, valid, errors, unknown }: Verdict, screen: Screen): string[] {
  const sign = valid ? screen.style('green', 'valid') : screen.style('red', 'wrong');
  return [
    `${sign}  ${screen.style('bold', printable(name))}  ${screen.style('dim', place)}`,
    ...errors.map(({ key, message }) => screen.style('red', `    ! ${printable(key === null ? message : `${key}: ${message}`)}`)),
    ...(unknown.length > 0 ? [screen.style('yellow', `    ? no plugin knows: ${printable(unknown.toSorted().join(', '))}`)] : []),
  ];
}

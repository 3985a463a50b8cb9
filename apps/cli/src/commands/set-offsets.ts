import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { type OffsetChange, parseExactJson } from '@millrace/client';
import { parse } from 'yaml';
import { CliCommand } from '../cli-command.ts';
import { oneName } from '../connectors/connector-words.ts';
import { forEachConnector } from '../connectors/for-each.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import { UsageError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';

interface Options {
  readonly filename?: string;
  readonly partition?: string;
  readonly offset?: string;
  readonly leaveStopped?: boolean;
}

const shape = '{"offsets": [{"partition": {…}, "offset": {…}}]}';

export const setOffsets = (): CliCommand =>
  new CliCommand('set')
    .description('set where a connector goes on; it is stopped for that, and is afterwards what it was before')
    .usage('[connector] <name> [options]')
    .argument('<name...>', 'the connector')
    .option('-f, --filename <path>', 'a file as `offsets get -o json` or `-o yaml` writes it, or - for stdin')
    .option('--partition <json>', 'one partition')
    .option('--offset <json>', 'its offset; null forgets it')
    .option('--leave-stopped', 'do not start it again')
    .completes('connectors')
    .example('Where it was when that was written', 'offsets set orders -f orders.offsets.json')
    .example(
      'A sink goes on at record 100',
      `offsets set out --partition '{"kafka_topic":"t","kafka_partition":0}' --offset '{"kafka_offset":100}'`,
    )
    .runs<Options>(run);

async function run(session: Session, words: readonly string[], options: Options): Promise<ExitCode | void> {
  const [name] = oneName(words, 'offsets set');
  const offsets = await readOffsets(options);
  const { connectors } = await session.client();
  return forEachConnector(session, [name], async () => {
    const { leaveStopped = false } = options;
    await connectors.alterOffsets(name, offsets, { resume: !leaveStopped, ...waitOptions(session, name, 'setting offsets') });
    return `has ${offsets.length} offset${offsets.length === 1 ? '' : 's'} set${leaveStopped ? ', and is stopped' : ''}`;
  });
}

async function readOffsets({ filename, partition, offset }: Options): Promise<readonly OffsetChange[]> {
  if (filename !== undefined && partition === undefined && offset === undefined) return readOffsetsFile(filename);
  if (filename !== undefined || partition === undefined || offset === undefined)
    throw new UsageError('Which offsets?', `Name a file that holds ${shape}, or give --partition and --offset.`);
  return [{ partition: jsonObject(partition, '--partition'), offset: jsonObject(offset, '--offset', true) }];
}

/** @throws UsageError */
export function jsonObject(text: string, what: string): { readonly [key: string]: unknown };
export function jsonObject(text: string, what: string, orNull: true): { readonly [key: string]: unknown } | null;
export function jsonObject(text: string, what: string, orNull = false) {
  try {
    const value = parseExactJson(text);
    if (typeof value === 'object' && !Array.isArray(value) && (orNull || value !== null))
      return value as Record<string, unknown> | null;
  } catch {
    // told below
  }
  throw new UsageError(`${what} is ${text}; it has to be a JSON object${orNull ? ' or null' : ''}.`);
}

async function readOffsetsFile(path: string): Promise<readonly OffsetChange[]> {
  const text = path === '-' ? await textOf(process.stdin) : await readTextFile(path);
  const { offsets } = (parseOffsets(text, path) ?? {}) as { offsets?: unknown };
  if (!Array.isArray(offsets) || offsets.length === 0 || !offsets.every(isOffset))
    throw new UsageError(`${path} holds no offsets.`, `It takes ${shape}.`);
  return offsets as OffsetChange[];
}

const isOffset = (value: unknown) => typeof value === 'object' && value !== null && 'partition' in value && 'offset' in value;

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${(cause as Error).message}`, undefined, { cause });
  }
}

function parseOffsets(text: string, path: string): unknown {
  try {
    return /^\s*\{/.test(text) ? parseExactJson(text) : parse(text, { intAsBigInt: true });
  } catch (cause) {
    throw new UsageError(`${path} is neither JSON nor YAML: ${(cause as Error).message}`, undefined, { cause });
  }
}

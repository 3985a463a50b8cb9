import { ConnectClient } from '@millrace/client';
import type { Candidates, CliCommand } from '../cli-command.ts';
import { contextFile, readContexts } from '../session/context-file.ts';
import type { GlobalOptions } from '../session/global-options.ts';
import { findTarget } from '../session/target.ts';

/** A shell waits for the answer with every press of the key. */
const timeoutMs = 1500;

type Env = Readonly<Record<string, string | undefined>>;

/** What can stand there: contexts from their file, all else from the cluster. Nothing where it cannot be had; completion never complains. */
export async function fetchCandidates(what: Candidates, options: GlobalOptions, env: Env): Promise<string[]> {
  try {
    if (what === 'contexts') return [...(await readContexts(contextFile(env))).byName.keys()];
    const { urls, auth, headers } = await findTarget(options, env);
    const client = new ConnectClient({ urls, headers, timeoutMs, retry: false, ...(auth && { auth }) });
    if (what === 'connectors') return await client.connectors.list();
    if (what === 'loggers') return Object.keys(await client.loggers.list());
    return (await client.plugins.list({ connectorsOnly: false })).map((plugin) => plugin.class.split('.').at(-1)!);
  } catch {
    return [];
  }
}

/** Where the words have led: the command they name, the words that are its own, and the options that were given on the way. */
export interface Position {
  readonly command: CliCommand;
  readonly words: readonly string[];
  readonly options: GlobalOptions;
  /** The option whose value is to come, as `--output`. */
  readonly open: string | undefined;
}

/** Follows the words before the one that is being written. */
export function follow(program: CliCommand, words: readonly string[]): Position {
  let command = program;
  const own: string[] = [];
  const options = new Map<string, string | string[]>();
  let open: string | undefined;
  for (const word of words) {
    if (open !== undefined) {
      options.set(open.replace(/^--/, ''), open === '--url' || open === '--header' ? [word] : word);
      open = undefined;
    } else if (word.startsWith('-') && word !== '-') open = valueOption(command, program, word);
    else {
      const next = own.length === 0 && command.commands.find((one) => one.name() === word || one.aliases().includes(word));
      if (next) command = next as CliCommand;
      else own.push(word);
    }
  }
  return { command, words: own, options: Object.fromEntries(options), open };
}

/** The long form of an option that takes a value which has not come with it (`--url=…`). */
function valueOption(command: CliCommand, program: CliCommand, word: string): string | undefined {
  const option = [...command.options, ...program.options].find(({ short, long }) => word === short || word === long);
  return option?.required === true ? (option.long ?? word) : undefined;
}

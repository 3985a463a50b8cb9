import { UsageError } from './usage-error.ts';

/** What the command line says. */
export interface CommandLine {
  /** The worker's .properties file; null: none. */
  readonly workerFile: string | null;
  /** Files of connectors to create, as connect-standalone takes them. */
  readonly connectorFiles: readonly string[];
  readonly overrides: ReadonlyMap<string, string>;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `usage: millrace-worker [worker.properties [connector.properties | connector.json]…] [--override key=value]…

  worker.properties   the worker's configuration, as Kafka Connect's; without it, or with "", the defaults
  connector files     connectors to create, .properties or .json
  --override          sets a key of the worker's configuration; stronger than CONNECT_… variables, which are stronger than the file
  --help, --version`;

/** Reads the arguments after `node main.js`. Throws UsageError. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const files: string[] = [];
  const overrides = new Map<string, string>();
  let help = false;
  let version = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--help' || arg === '-h') help = true;
    else if (arg === '--version') version = true;
    else if (arg === '--override') overrides.set(...readOverride(args[++i]));
    else if (arg.startsWith('--override=')) overrides.set(...readOverride(arg.slice('--override='.length)));
    else if (arg.startsWith('-')) throw new UsageError(`There is no option ${arg}; see --help.`);
    else files.push(arg);
  }
  const [workerFile = '', ...connectorFiles] = files;
  if (workerFile.endsWith('.json')) {
    throw new UsageError(
      `The first file is the worker's .properties file, but ${workerFile} looks like a connector's. Put the worker's before it, or "" for none.`,
    );
  }
  return { workerFile: workerFile === '' ? null : workerFile, connectorFiles, overrides, help, version };
}

function readOverride(text: string | undefined): [string, string] {
  const at = text?.indexOf('=') ?? -1;
  if (text === undefined || at <= 0) {
    throw new UsageError(
      `--override needs key=value, as in --override listeners=http://127.0.0.1:8083${text === undefined ? '' : `, but has '${text}'`}.`,
    );
  }
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { UsageError } from '../errors.ts';
import { toYaml } from '../output/structured.ts';

/** A cluster that goes by a name. */
export interface Context {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Contexts {
  readonly current: string | undefined;
  readonly byName: ReadonlyMap<string, Context>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** MILLRACE_CONFIG, else `millrace/contexts.yaml` in the XDG folder for configuration. */
export function contextFile(env: Env): string {
  if (env['MILLRACE_CONFIG']) return env['MILLRACE_CONFIG'];
  const base = env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config');
  return join(base, 'millrace', 'contexts.yaml');
}

/** None where there is no file. @throws UsageError where it is none that `writeContexts` would write. */
export async function readContexts(file: string): Promise<Contexts> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new UsageError(`The contexts in ${file} cannot be read: ${error.message}`, undefined, { cause: error });
  });
  const found = readYaml(file, text) as { current?: unknown; contexts?: unknown } | null;
  const named = Object.entries((found?.contexts ?? {}) as Record<string, unknown>);
  const byName = new Map(named.map(([name, value]) => [name, readContext(file, name, value)]));
  return { current: typeof found?.current === 'string' ? found.current : undefined, byName };
}

function readYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new UsageError(`The contexts in ${file} are no YAML: ${error.message}`, undefined, { cause: error });
    throw error;
  }
}

function readContext(file: string, name: string, value: unknown): Context {
  const context = value as Context | null;
  if (!Array.isArray(context?.urls) || context.urls.length === 0) {
    throw new UsageError(
      `The context ${JSON.stringify(name)} in ${file} has no list 'urls'.`,
      `Add it anew: millrace context add ${name} --url http://127.0.0.1:8083`,
    );
  }
  return context;
}

/** Only the owner can read the file, and its folder where that is made here. A reader sees the old or the new file, never half of one. */
export async function writeContexts(file: string, { current, byName }: Contexts): Promise<void> {
  const next = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(next, toYaml({ ...(current !== undefined && { current }), contexts: Object.fromEntries(byName) }), {
      mode: 0o600,
    });
    await chmod(next, 0o600);
    await rename(next, file);
  } catch (cause) {
    throw new UsageError(`The contexts cannot be written to ${file}: ${(cause as Error).message}`, undefined, { cause });
  } finally {
    await rm(next, { force: true });
  }
}

/** Whether somebody else than the owner can read it. */
export async function isOpenToOthers(file: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const mode = await stat(file).then(
    (found) => found.mode,
    () => 0,
  );
  return (mode & 0o077) !== 0;
}

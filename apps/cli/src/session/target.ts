import type { Auth } from '@millrace/client';
import { UsageError } from '../errors.ts';
import { type Context, contextFile, isOpenToOthers, readContexts } from './context-file.ts';
import type { GlobalOptions } from './global-options.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Which cluster a command speaks to, and how. */
export interface Target {
  readonly urls: readonly string[];
  readonly auth: Auth | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the address comes from, for people. */
  readonly from: string;
  readonly warning?: string;
}

export const defaultUrl = 'http://127.0.0.1:8083';

/**
 * `--url`, else `--context`, else MILLRACE_URL, else MILLRACE_CONTEXT, else the current context, else the port of a worker on this machine.
 * A context's user, password, token and headers go to that context's own addresses only.
 */
export async function findTarget(options: GlobalOptions, env: Env): Promise<Target> {
  const own = { auth: readAuth(options, env), headers: readHeaders(options.header ?? []) };
  if (options.url !== undefined) return { ...own, urls: options.url, from: '--url' };
  const urlOfEnv = env['MILLRACE_URL'];
  if (options.context === undefined && urlOfEnv) return { ...own, urls: urlOfEnv.split(','), from: 'MILLRACE_URL' };
  const file = contextFile(env);
  const { current, byName } = await readContexts(file);
  const name = options.context ?? (env['MILLRACE_CONTEXT'] || current);
  if (name === undefined) return { ...own, urls: [defaultUrl], from: 'the default' };
  const context = byName.get(name);
  if (context === undefined) throw unknownContext(name, [...byName.keys()]);
  const open = hasSecrets(context) && (await isOpenToOthers(file));
  return {
    urls: context.urls,
    auth: own.auth ?? authOf(context),
    headers: { ...context.headers, ...own.headers },
    from: `the context ${name}`,
    ...(open && { warning: `${file} holds secrets and others may read it; put that right: chmod 600 ${file}` }),
  };
}

export function unknownContext(name: string, known: readonly string[]): UsageError {
  const hint =
    known.length === 0
      ? `There are none yet. Add it: millrace context add ${name} --url http://127.0.0.1:8083`
      : `There are: ${known.join(', ')}`;
  return new UsageError(`There is no context ${JSON.stringify(name)}.`, hint);
}

const hasSecrets = ({ password, token, headers }: Context) => [password, token, headers].some((one) => one !== undefined);

function readAuth({ user, token }: GlobalOptions, env: Env): Auth | undefined {
  if (user !== undefined && token !== undefined) throw new UsageError('--user and --token exclude each other.');
  if (token !== undefined) return { token };
  if (user !== undefined) return readUser(user, env);
  if (env['MILLRACE_TOKEN']) return { token: env['MILLRACE_TOKEN'] };
  return env['MILLRACE_USER'] ? readUser(env['MILLRACE_USER'], env) : undefined;
}

function readUser(user: string, env: Env): Auth {
  const colon = user.indexOf(':');
  if (colon >= 0) return { username: user.slice(0, colon), password: user.slice(colon + 1) };
  const password = env['MILLRACE_PASSWORD'];
  if (password === undefined)
    throw new UsageError(`There is no password for the user ${user}.`, 'Write --user name:password, or set MILLRACE_PASSWORD.');
  return { username: user, password };
}

function authOf({ username, password = '', token }: Context): Auth | undefined {
  if (token !== undefined) return { token };
  return username === undefined ? undefined : { username, password };
}

/** `name: value` → its header. */
export function readHeaders(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(`${JSON.stringify(line)} is no header.`, "Write --header 'X-Name: value'.");
      return [name, value.trimEnd()];
    }),
  );
}

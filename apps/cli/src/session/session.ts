import { ConnectClient, type ConnectClientOptions } from '@millrace/client';
import { UsageError } from '../errors.ts';
import { createProgress, type Progress } from '../output/progress.ts';
import { createScreen, type Terminal } from '../output/terminal.ts';
import type { GlobalOptions } from './global-options.ts';
import { findTarget, type Target } from './target.ts';

/** What a command has to do with: the terminal, the cluster, and the user's Ctrl-C. */
export interface Session {
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly target: () => Promise<Target>;
  readonly client: () => Promise<ConnectClient>;
}

export function openSession(options: GlobalOptions, signal: AbortSignal): Session {
  const { env } = process;
  // an option that is not given is `true` with commander, as --no-color has no opposite
  const colour = options.color === false ? false : undefined;
  const terminal: Terminal = { out: createScreen(process.stdout, env, colour), error: createScreen(process.stderr, env, colour) };
  const progress = createProgress(terminal.error, options.quiet);
  let target: Promise<Target> | undefined;
  let client: Promise<ConnectClient> | undefined;
  const session: Session = {
    terminal,
    options,
    env,
    signal,
    progress,
    target: () => (target ??= findTarget(options, env)),
    client: () => (client ??= openClient(session)),
  };
  return session;
}

async function openClient(session: Session): Promise<ConnectClient> {
  const { terminal, target } = session;
  const { urls, warning } = await target();
  if (warning !== undefined) terminal.error.line(terminal.error.style('yellow', `Warning: ${warning}`));
  try {
    return new ConnectClient({ urls, ...(await clientOptions(session)) });
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError(cause.message, undefined, { cause });
    throw cause;
  }
}

/** How a client speaks to the cluster; the addresses are to be added. */
export async function clientOptions({ target, options, progress }: Session): Promise<Omit<ConnectClientOptions, 'url' | 'urls'>> {
  const { auth, headers } = await target();
  return {
    headers,
    ...(auth && { auth }),
    ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
    ...(options.retry === false && { retry: false as const }),
    ...(options.verbose === true && { logger: { debug: (line: string) => progress.note(line) } }),
    hooks: {
      onRetry: ({ error: { message }, delayMs }) =>
        progress.update(`${message.split('\n')[0]}; trying again in ${(delayMs / 1000).toFixed(1)} s`),
    },
  };
}

import { ConnectError, ConnectionError, UnauthorizedError } from '@millrace/client';
import { explainError } from '../explain-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import { printable } from '../output/printable.ts';
import { tellError } from '../output/tell-error.ts';
import type { Session } from '../session/session.ts';

/**
 * Does something to one connector after the other, and says what (`work` returns the words behind the name). What goes wrong with one is
 * told, and the others go on, unless there is nobody to ask. Gives the exit code of the first error.
 */
export async function forEachConnector(
  session: Session,
  names: readonly string[],
  work: (name: string) => Promise<string>,
): Promise<ExitCode | undefined> {
  const { out, error: errorScreen } = session.terminal;
  let exitCode: ExitCode | undefined;
  for (const name of names) {
    try {
      const done = await work(name);
      session.progress.end();
      if (session.options.quiet !== true) out.line(`${out.style('bold', printable(name))} ${done}`);
    } catch (error) {
      session.progress.end();
      const explained = explainError(error);
      const isHopeless = error instanceof ConnectionError || error instanceof UnauthorizedError;
      if (!(error instanceof ConnectError) || explained === undefined || isHopeless || names.length === 1) throw error;
      tellError(errorScreen, { ...explained, message: `${name}: ${explained.message}` });
      exitCode ??= explained.exitCode;
    }
  }
  return exitCode;
}

import { createInterface } from 'node:readline/promises';
import { ToldError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import { printable } from './printable.ts';

/** Goes on after a yes. @throws ToldError after a no, UsageError where nobody can be asked */
export async function confirm({ signal, terminal: { error } }: Session, question: string): Promise<void> {
  if (!process.stdin.isTTY || !error.isTerminal)
    throw new UsageError(`${printable(question)} There is nobody to ask.`, 'Say --yes to go on without a question.');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // a terminal that readline has taken over sends no signal for Ctrl-C
  asking.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await asking.question(`${printable(question)} [y/N] `, { signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    asking.close();
  }
  error.line('Nothing was done.');
  throw new ToldError(exitCodes.refused);
}

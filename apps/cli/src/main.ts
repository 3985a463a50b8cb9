import { CommanderError } from 'commander';
import { Interrupted, interruptCommand } from './cli-command.ts';
import { passOn } from './commands/pass-on.ts';
import { ToldError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { explainError } from './explain-error.ts';
import { tellError } from './output/tell-error.ts';
import { createScreen } from './output/terminal.ts';
import { createProgram } from './program.ts';

let interrupted = false;

if (!(await passOn(process.argv.slice(2)))) await runCommand();

async function runCommand(): Promise<void> {
  process.on('SIGINT', interrupt);
  // whoever reads the output may have seen enough: `millrace get connectors | head -n 1`
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.internal);
  });
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = conclude(error);
  }
}

function interrupt(): void {
  // the second one does not wait for what is under way
  if (interrupted) process.exit(exitCodes.interrupted);
  interrupted = true;
  interruptCommand();
}

function conclude(error: unknown): number {
  if (error instanceof ToldError) return error.exitCode;
  // what is wrong with the command line commander has told already; help and version are no errors
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const screen = createScreen(process.stderr, process.env, process.argv.includes('--no-color') ? false : undefined);
  if (interrupted || error instanceof Interrupted) {
    screen.line('Interrupted.');
    return exitCodes.interrupted;
  }
  const explained = explainError(error);
  if (explained === undefined) {
    screen.line(`Error in millrace: ${error instanceof Error ? error.stack : String(error)}`);
    return exitCodes.internal;
  }
  tellError(screen, explained);
  return explained.exitCode;
}

import { Command } from 'commander';
import { openSession, type Session } from './session/session.ts';
import { type GlobalOptions } from './session/global-options.ts';
import { ToldError } from './errors.ts';
import type { ExitCode } from './exit-codes.ts';

/** What can stand in an argument's place, for the shell's completion. */
export type Candidates = 'connectors' | 'plugins' | 'loggers' | 'contexts';

interface Example {
  readonly what: string;
  readonly line: string;
}

/** Runs a command: its words, its own options, and the session. What it returns is the exit code; nothing is 0. */
export type Run<Options> = (session: Session, words: readonly string[], options: Options) => Promise<ExitCode | void>;

const interrupt = new AbortController();

/** Lets what is under way give up. */
export function interruptCommand(): void {
  interrupt.abort(new Interrupted());
}

/** The reason of a session's signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A command with examples in its help, that knows what its words are. */
export class CliCommand extends Command {
  readonly examples: Example[] = [];
  candidates: Candidates | undefined;
  /** Whether all its words go to another program. */
  isPassedOn = false;

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  /** One more example; `$ millrace` is put before the line. */
  example(what: string, line: string): this {
    this.examples.push({ what, line });
    return this;
  }

  /** What completion offers for its words. */
  completes(candidates: Candidates): this {
    this.candidates = candidates;
    return this;
  }

  runs<Options extends object>(run: Run<Options>): this {
    return this.action(async (...given: unknown[]) => {
      const command = given.at(-1) as CliCommand;
      const session = openSession(command.optsWithGlobals<GlobalOptions>(), interrupt.signal);
      const words = command.processedArgs.flat().filter((word): word is string => typeof word === 'string');
      try {
        const exitCode = await run(session, words, command.opts<Options>());
        if (exitCode) throw new ToldError(exitCode);
      } finally {
        session.progress.end();
      }
    });
  }

  override helpInformation(...context: Parameters<Command['helpInformation']>): string {
    const text = super.helpInformation(...context);
    const lines = this.examples.map(({ what, line }) => `  # ${what}\n  $ millrace ${line}\n`);
    const examples = lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
    return `${text}${this.#inherited()}${examples}`;
  }

  /** What is the same for all commands stands in the help of the program. */
  #inherited(): string {
    if (this.parent === null || this.isPassedOn) return '';
    let root: Command = this.parent;
    while (root.parent !== null) root = root.parent;
    const names = root.options.filter(({ long }) => long !== '--version').map(({ short, long }) => short ?? long);
    return `\nAs all commands, it takes ${names.join(', ')} too: millrace --help\n`;
  }
}

import { CliCommand } from '../cli-command.ts';
import { complete, files } from '../completion/complete.ts';
import { completionScripts, type Shell, shells } from '../completion/scripts.ts';
import { UsageError } from '../errors.ts';
import { printable } from '../output/printable.ts';
import type { Session } from '../session/session.ts';

export const completion = (): CliCommand =>
  new CliCommand('completion')
    .description('print what makes a shell complete commands, options and the names in the cluster')
    .argument('<shell>', shells.join(', '))
    .example('bash, for good', 'completion bash > ~/.local/share/bash-completion/completions/millrace')
    .example('zsh: into a folder of $fpath', 'completion zsh > "${fpath[1]}/_millrace"')
    .example('fish, for good', 'completion fish > ~/.config/fish/completions/millrace.fish')
    .runs(async ({ terminal }, [shell]) => {
      const known = shells.find((one) => one === shell);
      if (known === undefined)
        throw new UsageError(`There is no completion for ${shell}.`, `There is one for ${shells.join(', ')}.`);
      terminal.out.write(completionScripts[known satisfies Shell]);
    });

/** Asked by the shells' scripts, so it is in no help. */
export const completeWords = (program: CliCommand): CliCommand =>
  new CliCommand('complete-words').argument('[words...]').runs(async ({ terminal, env }: Session, words) => {
    const found = await complete(program, words, env);
    if (found === files) terminal.out.line(':files');
    // a name that holds a line end or a tab cannot be handed over this way
    else for (const { word, what } of found) if (printable(word) === word) terminal.out.line(`${word}\t${what}`);
  });

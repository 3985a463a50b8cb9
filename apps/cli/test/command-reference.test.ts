import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CliCommand } from '../src/cli-command.ts';
import { exitCodeMeanings } from '../src/exit-codes.ts';
import { createProgram } from '../src/program.ts';

const head = `<!-- Written by \`npx vitest run apps/cli/test/command-reference.test.ts -u\`. Do not edit. -->

# The commands of millrace

What each command's \`--help\` says. [cli.md](cli.md) tells how to work with them.
`;

/** The commands that are in the help, each after the group that it belongs to. */
function commandsBelow(command: CliCommand): CliCommand[] {
  const shown = command.createHelp().visibleCommands(command) as CliCommand[];
  return shown.flatMap((one) => (one.name() === 'help' ? [] : [one, ...commandsBelow(one)]));
}

function fullName(command: CliCommand): string {
  const parent = command.parent as CliCommand | null;
  return parent === null ? command.name() : `${fullName(parent)} ${command.name()}`;
}

function helpOf(command: CliCommand): string {
  command.configureOutput({ getOutHelpWidth: () => 110, getOutHasColors: () => false });
  return command.helpInformation().trimEnd();
}

function reference(program: CliCommand): string {
  const all = [program, ...commandsBelow(program)].filter((one) => one.commands.length === 0 || one === program);
  const sections = all.map((one) => `\n## ${fullName(one)}\n\n\`\`\`\n${helpOf(one)}\n\`\`\`\n`);
  const codes = exitCodeMeanings.map(([code, meaning]) => `| ${code} | ${meaning} |\n`);
  return `${head}${sections.join('')}\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n${codes.join('')}`;
}

test('docs/cli-commands.md is what the commands say of themselves', async () => {
  await expect(reference(createProgram())).toMatchFileSnapshot(
    fileURLToPath(new URL('../../../docs/cli-commands.md', import.meta.url)),
  );
});

test('every command has examples, and each example is a command that there is', () => {
  const program = createProgram();
  const names = new Set(commandsBelow(program).map((one) => fullName(one)));
  for (const command of commandsBelow(program).filter((one) => one.commands.length === 0)) {
    expect(command.examples.length, fullName(command)).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      const [first, second] = line.split(' ');
      expect(names.has(`millrace ${first} ${second}`) || names.has(`millrace ${first}`), line).toBe(true);
    }
  }
});

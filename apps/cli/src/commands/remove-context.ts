import { CliCommand } from '../cli-command.ts';
import { contextFile, readContexts, writeContexts } from '../session/context-file.ts';
import type { Session } from '../session/session.ts';
import { unknownContext } from '../session/target.ts';

export const removeContext = (): CliCommand =>
  new CliCommand('remove')
    .description("forget a cluster's name, and what was kept with it")
    .argument('<name>', 'its name')
    .completes('contexts')
    .example('Forget it', 'context remove prod')
    .runs(run);

async function run({ terminal, env }: Session, [name = '']: readonly string[]): Promise<void> {
  const file = contextFile(env);
  const { current, byName } = await readContexts(file);
  if (!byName.has(name)) throw unknownContext(name, [...byName.keys()]);
  const rest = new Map([...byName].filter(([key]) => key !== name));
  await writeContexts(file, { current: current === name ? undefined : current, byName: rest });
  terminal.out.line(`${name} is forgotten${current === name ? '; there is no current one now' : ''}`);
}

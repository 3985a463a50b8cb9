import { CliCommand } from '../cli-command.ts';
import { contextFile, readContexts, writeContexts } from '../session/context-file.ts';
import type { Session } from '../session/session.ts';
import { unknownContext } from '../session/target.ts';

export const useContext = (): CliCommand =>
  new CliCommand('use')
    .description('make a cluster the current one')
    .argument('<name>', 'its name')
    .completes('contexts')
    .example('From now on', 'context use prod')
    .runs(run);

async function run({ terminal, env }: Session, [name = '']: readonly string[]): Promise<void> {
  const file = contextFile(env);
  const contexts = await readContexts(file);
  if (!contexts.byName.has(name)) throw unknownContext(name, [...contexts.byName.keys()]);
  await writeContexts(file, { ...contexts, current: name });
  terminal.out.line(`${name} is the current one`);
}

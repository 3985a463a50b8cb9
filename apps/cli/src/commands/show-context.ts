import { CliCommand } from '../cli-command.ts';
import type { Session } from '../session/session.ts';

export const showContext = (): CliCommand =>
  new CliCommand('show')
    .description('tell which cluster is spoken to, and what says so')
    .example('Where would this go?', 'context show')
    .runs(run);

async function run({ terminal, target }: Session): Promise<void> {
  const { urls, from } = await target();
  terminal.out.line(`${urls.join(',')} (${from})`);
}

import { CliCommand } from '../cli-command.ts';
import { applySteps, exitCodeOfSteps } from '../connectors/apply-steps.ts';
import { stepLines, summary } from '../connectors/step-lines.ts';
import { stepsAsData } from '../connectors/steps-as-data.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { structured } from '../output/structured.ts';
import type { Session } from '../session/session.ts';
import { type PlanOptions, readDesired } from './plan-options.ts';
import { fileOption, labelOption, outputOption, type OutputOptions } from './shared-options.ts';

interface Options extends PlanOptions, OutputOptions {
  readonly showSecrets?: boolean;
}

export const diff = (): CliCommand =>
  new CliCommand('diff')
    .description('tell what differs between files and the cluster, setting by setting; exit code 1 if anything does')
    .addOption(fileOption('a file or a folder of them, or - for stdin; may be repeated'))
    .addOption(labelOption('each connector of the files carries this label; may be repeated'))
    .option('--prune', 'tell connectors that carry the labels of -l and are in no file, too')
    .option('--show-secrets', 'show passwords and the like')
    .addOption(outputOption(['table', 'json', 'yaml', 'name']))
    .example('Is everything as it stands in the folder?', 'diff -f connectors/')
    .example('In a script', 'diff -f connectors/ --quiet || echo somebody has changed something')
    .runs<Options>(run);

async function run(session: Session, _words: readonly string[], options: Options): Promise<ExitCode | void> {
  const { output, showSecrets = false } = options;
  const { desired, prune } = await readDesired(options, 'diff');
  const { out } = session.terminal;
  const steps = await applySteps(session, desired, { dryRun: true, prune });
  const different = steps.filter(({ action }) => action !== 'nothing');
  if (output === 'json' || output === 'yaml') out.write(structured(stepsAsData(steps), output));
  else if (output === 'name') for (const { name } of different) out.line(name);
  else if (session.options.quiet !== true) {
    for (const step of different)
      for (const line of stepLines(step, out, { planned: true, diff: true, showSecrets })) out.line(line);
    out.line(summary(steps, true));
  }
  return exitCodeOfSteps(steps) ?? (different.length > 0 ? exitCodes.different : exitCodes.done);
}

import type { ApplyStep, DesiredConnector } from '@millrace/client';
import { Option } from 'commander';
import { CliCommand } from '../cli-command.ts';
import { applySteps, exitCodeOfSteps } from '../connectors/apply-steps.ts';
import { stepLines, summary } from '../connectors/step-lines.ts';
import { stepsAsData } from '../connectors/steps-as-data.ts';
import { waitOptions } from '../connectors/wait-options.ts';
import type { ExitCode } from '../exit-codes.ts';
import { structured } from '../output/structured.ts';
import type { Session } from '../session/session.ts';
import { type PlanOptions, readDesired } from './plan-options.ts';
import { fileOption, labelOption, outputOption, type OutputOptions, type WaitFlag } from './shared-options.ts';

interface Options extends PlanOptions, OutputOptions, WaitFlag {
  readonly dryRun?: boolean;
  readonly diff?: boolean;
  readonly showSecrets?: boolean;
}

export const apply = (): CliCommand =>
  new CliCommand('apply')
    .description('make connectors be as files say: create, change, leave alone what is right already')
    .addOption(
      fileOption(
        'a file or a folder of them (JSON, YAML, .properties; several connectors in one), or - for stdin; may be repeated',
      ),
    )
    .option('--dry-run', 'write nothing: tell what would be done, and let the worker validate it')
    .option('--diff', 'tell each setting that changes')
    .addOption(labelOption('put this label on each connector; may be repeated'))
    .option('--prune', 'delete connectors that carry the labels of -l and are in no file')
    .option('--wait', 'until what was created or changed runs')
    .addOption(new Option('--show-secrets', 'show passwords and the like in what --diff tells'))
    .addOption(outputOption(['table', 'json', 'yaml', 'name']))
    .example('All connectors of a folder', 'apply -f connectors/')
    .example('What would that do?', 'apply -f connectors/ --dry-run --diff')
    .example('A folder is all that a team has; what is no longer in it goes', 'apply -f connectors/ --prune -l team=orders')
    .example('From another program', 'export orders | sed s/old/new/ | millrace apply -f -')
    .runs<Options>(run);

async function run(session: Session, _words: readonly string[], options: Options): Promise<ExitCode | void> {
  const { output, dryRun = false, diff = false, showSecrets = false } = options;
  const { desired, prune } = await readDesired(options, 'apply');
  const { terminal, progress } = session;
  const tell = (step: ApplyStep) => {
    if (output !== 'table' || (step.action === 'nothing' && step.error === undefined)) return;
    progress.end();
    for (const line of stepLines(step, terminal.out, { planned: dryRun, diff, showSecrets })) terminal.out.line(line);
  };
  const steps = await applySteps(session, desired, { dryRun, prune, onStep: tell });
  if (output === 'table') terminal.out.line(summary(steps, dryRun));
  else if (output === 'name') for (const { name } of steps.filter(({ action }) => action !== 'nothing')) terminal.out.line(name);
  else terminal.out.write(structured(stepsAsData(steps), output === 'yaml' ? 'yaml' : 'json'));
  const exitCode = exitCodeOfSteps(steps);
  if (exitCode === undefined && options.wait === true && !dryRun) await waitForAll(session, desired, steps);
  return exitCode;
}

async function waitForAll(session: Session, desired: readonly DesiredConnector[], steps: readonly ApplyStep[]): Promise<void> {
  const { connectors } = await session.client();
  const resting = new Set(desired.filter((one) => (one.initial_state ?? 'RUNNING') !== 'RUNNING').map(({ name }) => name));
  for (const { name, action } of steps) {
    if (action === 'create' && resting.has(name)) continue;
    if (action === 'create' || action === 'change') await waitUntilStarted(session, connectors, name);
  }
}

async function waitUntilStarted(
  session: Session,
  connectors: Awaited<ReturnType<Session['client']>>['connectors'],
  name: string,
) {
  const { connector } = await connectors.status(name, { signal: session.signal }).catch(() => ({ connector: undefined }));
  if (connector?.state === 'PAUSED' || connector?.state === 'STOPPED') return;
  await connectors.waitForRunning(name, waitOptions(session, name, 'waiting for RUNNING'));
}

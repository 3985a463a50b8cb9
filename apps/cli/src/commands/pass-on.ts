import { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';

/** Commands that are other packages' own: all that stands behind their name is theirs to read. */
const programs = new Map([
  ['worker', () => import('@millrace/worker/main')],
  ['contract-tests', () => import('@millrace/contract-tests/main')],
]);

/**
 * Starts another package's command in this process, if the command line asks for one: signals and the exit code are its own, and no
 * process stands between.
 */
export async function passOn([command, ...words]: readonly string[]): Promise<boolean> {
  const start = programs.get(command ?? '');
  if (start === undefined) return false;
  process.argv.splice(2, process.argv.length, ...words);
  await start();
  return true;
}

export const worker = (): CliCommand =>
  passedOn('worker', 'start a worker on this machine', '[worker.properties] [connector files] [--override key=value]…')
    .example('On its own, without Kafka', 'worker')
    .example('With the properties of a Java worker', 'worker worker.properties')
    .example('What it takes', 'worker --help');

export const contractTests = (): CliCommand =>
  passedOn('contract-tests', 'tell whether a URL is a Kafka Connect, rule by rule', '[options]')
    .example('Everything that changes nothing for others', 'contract-tests --url http://127.0.0.1:8083')
    .example('What it takes', 'contract-tests --help');

/** For help and completion: `passOn` has come before, if the command is the first word. */
function passedOn(name: string, what: string, usage: string): CliCommand {
  const command = new CliCommand(name)
    .description(what)
    .usage(usage)
    .argument('[words...]')
    .allowUnknownOption()
    .runs(async () => {
      throw new UsageError(`${name} has to be the first word; options before it would be lost.`, `millrace ${name} --help`);
    });
  command.isPassedOn = true;
  return command;
}

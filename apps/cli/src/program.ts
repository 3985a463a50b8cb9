import { readFileSync } from 'node:fs';
import { CliCommand } from './cli-command.ts';
import { addContext } from './commands/add-context.ts';
import { apply } from './commands/apply.ts';
import { completeWords, completion } from './commands/completion.ts';
import { createConnector } from './commands/create-connector.ts';
import { deleteConnector } from './commands/delete-connector.ts';
import { describeConnector } from './commands/describe-connector.ts';
import { diff } from './commands/diff.ts';
import { exportConnectors } from './commands/export-connectors.ts';
import { getConnectors } from './commands/get-connectors.ts';
import { getLoggers } from './commands/get-loggers.ts';
import { getOffsets } from './commands/get-offsets.ts';
import { getPlugins } from './commands/get-plugins.ts';
import { getTasks } from './commands/get-tasks.ts';
import { listContexts } from './commands/list-contexts.ts';
import { logsLevel } from './commands/logs-level.ts';
import { open } from './commands/open.ts';
import { contractTests, worker } from './commands/pass-on.ts';
import { patchConnector } from './commands/patch-connector.ts';
import { pauseConnector } from './commands/pause-connector.ts';
import { removeContext } from './commands/remove-context.ts';
import { resetOffsets } from './commands/reset-offsets.ts';
import { restartConnector } from './commands/restart-connector.ts';
import { resumeConnector } from './commands/resume-connector.ts';
import { setOffsets } from './commands/set-offsets.ts';
import { showContext } from './commands/show-context.ts';
import { stopConnector } from './commands/stop-connector.ts';
import { top } from './commands/top.ts';
import { useContext } from './commands/use-context.ts';
import { validate } from './commands/validate.ts';
import { wait } from './commands/wait.ts';
import { globalOptions } from './session/global-options.ts';

/** The whole command line. */
export function createProgram(): CliCommand {
  const program = new CliCommand('millrace')
    .description('Kafka Connect on the command line: Millrace, Apache Kafka Connect, or any other.')
    .version(version(), '-V, --version', 'tell the version of millrace')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .showHelpAfterError('Next: the same with --help tells what can be said.')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')) });
  for (const option of globalOptions()) program.addOption(option);
  for (const [title, commands] of sections()) {
    for (const command of commands) {
      program.addCommand(inheriting(command.helpGroup(title), program));
    }
  }
  program.addCommand(inheriting(completeWords(program), program), { hidden: true });
  return program
    .example('A worker on this machine, without Kafka', 'worker')
    .example('What is there, and does it run?', 'get connectors');
}

function sections(): readonly (readonly [string, readonly CliCommand[]])[] {
  return [
    [
      'See:',
      [
        group('get', 'list connectors, tasks, plugins, loggers, offsets', [
          getConnectors(),
          getTasks(),
          getPlugins(),
          getLoggers(),
          getOffsets('offsets'),
        ]),
        group('describe', 'tell all about a connector', [describeConnector()]),
        top(),
        open(),
      ],
    ],
    ['Change:', [apply(), diff(), validate(), exportConnectors(), createConnector(), patchConnector(), deleteConnector()]],
    ['Run:', [pauseConnector(), resumeConnector(), stopConnector(), restartConnector(), wait()]],
    [
      'More:',
      [
        group('offsets', 'show, set or forget how far a connector has come', [getOffsets('get'), setOffsets(), resetOffsets()]),
        group('logs', 'how much the worker logs', [logsLevel()]),
        group('context', 'clusters that have a name', [
          listContexts(),
          showContext(),
          useContext(),
          addContext(),
          removeContext(),
        ]),
        completion(),
      ],
    ],
    ['Start:', [worker(), contractTests()]],
  ];
}

/** A verb that takes a noun. */
function group(name: string, what: string, commands: readonly CliCommand[]): CliCommand {
  const parent = new CliCommand(name).description(what);
  for (const command of commands) parent.addCommand(command);
  return parent;
}

function inheriting(command: CliCommand, parent: CliCommand): CliCommand {
  command.copyInheritedSettings(parent);
  if (command.isPassedOn) command.helpOption(false);
  for (const child of command.commands) inheriting(child as CliCommand, command);
  return command;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

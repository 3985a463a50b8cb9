#!/usr/bin/env node
import { UsageError } from '../errors.ts';
import { assertWritable, writeReports } from '../reports/write-reports.ts';
import { exitCodeOf } from '../run-report.ts';
import { listRules } from '../rules/list-rules.ts';
import { runContractTests } from '../run/run-contract-tests.ts';
import { toolName, toolVersion } from '../tool-version.ts';
import { readCommandLine, usage, type Command } from './command-line.ts';
import { formatRules } from './format-rules.ts';
import { createTerminal } from './terminal.ts';

async function main(args: readonly string[]): Promise<number> {
  const command = readCommandLine(args);
  if (command.kind === 'run') return run(command);
  const text = {
    help: () => usage,
    version: () => `${toolName} ${toolVersion}`,
    list: (format: 'text' | 'json' | 'markdown') => formatRules(listRules(), format),
  };
  process.stdout.write(`${command.kind === 'list' ? text.list(command.format) : text[command.kind]()}\n`);
  return 0;
}

async function run({ options, files, quiet }: Command & { kind: 'run' }): Promise<number> {
  assertWritable(files);
  const terminal = createTerminal(process.stdout, { quiet });
  const report = await runContractTests({
    ...options,
    signal: untilInterrupted(),
    onProgress: (progress) => terminal.tell(progress),
  });
  terminal.finish(report);
  writeReports(report, files);
  return exitCodeOf(report);
}

/** The first signal ends the run, which then removes what it made; a second one ends the process at once. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(2);
      process.stderr.write(`\n${signal}: removing what was made; once more to leave it\n`);
      controller.abort();
    });
  }
  return controller.signal;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      error instanceof UsageError
        ? `${error.message}\n\n${usage}\n`
        : `${String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exitCode = 2;
  },
);

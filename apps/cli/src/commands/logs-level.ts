import { CliCommand } from '../cli-command.ts';
import { printable } from '../output/printable.ts';
import type { Session } from '../session/session.ts';

interface Options {
  readonly cluster?: boolean;
}

export const logsLevel = (): CliCommand =>
  new CliCommand('level')
    .description("show a logger's level, or set it for the logger and all below it")
    .argument('<logger>', 'the logger; root for all')
    .argument('[level]', 'TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF or ALL')
    .option('--cluster', 'on all workers, not only on the one that is asked (Apache Kafka Connect from 3.7)')
    .completes('loggers')
    .example('What it is', 'logs level root')
    .example('See more of what the herder does', 'logs level org.apache.kafka.connect.runtime.distributed DEBUG')
    .example('Everywhere back to normal', 'logs level root INFO --cluster')
    .runs<Options>(run);

async function run(session: Session, [logger = '', level]: readonly string[], { cluster = false }: Options): Promise<void> {
  const { loggers } = await session.client();
  const { out } = session.terminal;
  const { signal } = session;
  if (level === undefined) {
    out.line((await loggers.get(logger, { signal })).level);
    return;
  }
  const changed = await loggers.set(logger, level.toUpperCase(), { signal, ...(cluster && { scope: 'cluster' }) });
  if (changed === undefined) out.line(`${logger} ${level.toUpperCase()} on all workers, in a moment`);
  else if (changed.length === 0) out.line(`${logger} was ${level.toUpperCase()} already`);
  else for (const name of changed) out.line(`${printable(name)} ${level.toUpperCase()}`);
}

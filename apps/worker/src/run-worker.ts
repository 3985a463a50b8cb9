import type { SecretMask } from '@millrace/engine';
import { createLogging, type Logging } from './logging/logging.ts';
import { workerPlugins } from './plugin-path/worker-plugins.ts';
import { parseCommandLine, USAGE } from './properties/command-line.ts';
import { readConnectorFile } from './properties/connector-file.ts';
import { UsageError } from './properties/usage-error.ts';
import { gatherWorkerProperties } from './properties/worker-properties.ts';
import { type ResolvedProperties, resolveWorkerProperties } from './properties/resolve-properties.ts';
import { readWorkerSettings, type WorkerSettings } from './properties/worker-settings.ts';
import { startRestServers } from './rest-servers.ts';
import { stopOnSignals } from './signals.ts';
import { startUpBlock } from './start-up-block.ts';
import { readWorkerVersion } from './worker-version.ts';

/** Runs the worker of this process until a signal ends it; sets the exit code. */
export async function runWorker(args: readonly string[]): Promise<void> {
  try {
    await run(args);
  } catch (error) {
    if (!(await isRefusal(error))) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

/** Whether it is a sentence for the user: about the configuration, or about the store. */
async function isRefusal(error: unknown): Promise<boolean> {
  if (error instanceof UsageError) return true;
  const { EngineError } = await import('@millrace/engine');
  return error instanceof EngineError;
}

async function run(args: readonly string[]): Promise<void> {
  const commandLine = parseCommandLine(args);
  const version = readWorkerVersion();
  if (commandLine.help || commandLine.version) {
    process.stdout.write(`${commandLine.help ? USAGE : version.version}\n`);
    return;
  }
  const given = gatherWorkerProperties(commandLine, process.env);
  const plugins = workerPlugins(given.get('plugin.path')?.value, process.cwd());
  const resolved = await resolveWorkerProperties(given, async () => (await plugins()).manifests);
  const mask = await maskOf(resolved.secrets);
  const settings = readSettings(resolved, mask);
  const connectorFiles = commandLine.connectorFiles.map(readConnectorFile);
  const logging = startLogging(settings, mask);
  const servers = await startRestServers(settings);
  const stopping = stopOnSignals({
    gracefulTimeoutMs: settings.gracefulTimeoutMs,
    servers,
    logger: logging.loggers('millrace.worker'),
  });
  const { startWorker } = await import('./worker.ts');
  await startWorker({
    settings,
    plugins: await plugins(),
    secrets: resolved.secrets,
    servers,
    connectorFiles,
    logging,
    version,
    onEngine: (engine) => stopping.engineIs(engine),
  });
  process.stdout.write(startUpBlock(version, settings, servers, await plugins()));
}

/** Keeps what config providers gave for the worker's own properties out of what it prints; null: they gave nothing. */
async function maskOf(secrets: ReadonlyMap<string, string>): Promise<SecretMask | null> {
  if (secrets.size === 0) return null;
  const { createSecretMask } = await import('@millrace/engine');
  return createSecretMask(secrets);
}

function readSettings({ properties, warnings }: ResolvedProperties, mask: SecretMask | null): WorkerSettings {
  try {
    const settings = readWorkerSettings(properties, process.cwd());
    return { ...settings, warnings: [...warnings, ...settings.warnings] };
  } catch (error) {
    throw error instanceof UsageError && mask !== null ? new UsageError(mask.hide(error.message)) : error;
  }
}

function startLogging(settings: WorkerSettings, mask: SecretMask | null): Logging {
  const terminal = process.stdout.isTTY ? 'text' : 'json';
  const logging = createLogging({
    format: settings.logFormat === 'auto' ? terminal : settings.logFormat,
    rootLevel: settings.logLevel,
    ...(mask !== null && { hide: (data) => mask.hideIn(data) }),
  });
  for (const [name, level] of settings.loggerLevels) logging.levels.set(name, level);
  const logger = logging.loggers('millrace.worker');
  for (const warning of settings.warnings) logger.warn(warning);
  const fail = (what: string) => (error: unknown) => {
    logger.error(`${what}; the worker ends`, { error });
    process.exit(1);
  };
  process.on('uncaughtException', fail('An error that nobody caught'));
  process.on('unhandledRejection', fail('A promise was rejected that nobody waited for'));
  return logging;
}

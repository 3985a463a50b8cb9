import { openApiDocument } from '@millrace/contract';
import { createEngine, type Engine, type EngineOptions, workerClientProperties } from '@millrace/engine';
import { advertisedAddress } from './advertised-address.ts';
import { createApp } from './app.ts';
import { callWorker } from './call-worker.ts';
import { createConnectors } from './connector-creation.ts';
import type { Logging } from './logging/logging.ts';
import { parseLogLevel } from './logging/log-level.ts';
import type { WorkerPlugins } from './plugin-path/worker-plugins.ts';
import type { ConnectorFile } from './properties/connector-file.ts';
import type { WorkerSettings } from './properties/worker-settings.ts';
import type { RestServers } from './rest-servers.ts';
import type { WorkerVersion } from './worker-version.ts';

export interface WorkerOptions {
  readonly settings: WorkerSettings;
  readonly plugins: WorkerPlugins;
  /** What config providers gave for the worker's own properties, by variable. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly servers: RestServers;
  readonly connectorFiles: readonly ConnectorFile[];
  readonly logging: Logging;
  readonly version: WorkerVersion;
  /** Told of the engine before it starts, so that it can be stopped whenever. */
  readonly onEngine: (engine: Engine) => void;
}

/** Starts an engine, gives it the REST API and creates the connectors of files. Resolves when all of it is there. */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const engine = await createWorkerEngine(options);
  options.onEngine(engine);
  await engine.start();
  serveApi(engine, options);
  await createConnectors(engine, options.connectorFiles, options.logging.loggers('millrace.worker'));
}

async function createWorkerEngine({ settings, plugins, secrets, servers, logging }: WorkerOptions): Promise<Engine> {
  const { levels, loggers } = logging;
  for (const { path, message } of plugins.problems) loggers('millrace.plugins').error(`${path}: ${message}`);
  return createEngine({
    ...brokersOf(settings),
    manifests: plugins.manifests,
    properties: settings.properties,
    secrets,
    ...advertisedAddress(settings, servers.main[0]),
    loggers,
    callWorker,
    onLoggerLevel(logger, text) {
      const level = parseLogLevel(text);
      if (level !== undefined) levels.set(logger, level);
    },
  });
}

function brokersOf({
  backend,
  dataDir,
  properties,
}: WorkerSettings): Pick<EngineOptions, 'broker' | 'stateBroker' | 'offsetFile'> {
  const embedded = { kind: 'embedded', dataDir } as const;
  if (backend.kind === 'embedded') return { broker: embedded };
  const kafka = { kind: 'kafka', properties: workerClientProperties(properties) } as const;
  if (backend.kind === 'distributed') return { broker: kafka };
  return { broker: kafka, stateBroker: embedded, ...(backend.offsetFile !== null && { offsetFile: backend.offsetFile }) };
}

function serveApi(engine: Engine, { settings, servers, logging, version }: WorkerOptions): void {
  const { loggers, levels } = logging;
  const { validateResponses, cors, headerRules, adminListeners } = settings;
  const shared = { engine, document: openApiDocument, version, loggers, levels, validateResponses, cors, headerRules };
  const app = createApp({ ...shared, resources: adminListeners === null ? 'all' : 'public' });
  for (const server of servers.main) server.serve(app);
  if (servers.admin.length === 0) return;
  // Kafka Connect keeps headers and origins to the main listeners.
  const admin = createApp({ ...shared, cors: null, headerRules: [], resources: 'admin' });
  for (const server of servers.admin) server.serve(admin);
}

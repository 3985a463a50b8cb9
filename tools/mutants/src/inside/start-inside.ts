import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginManifest } from '@millrace/connector-api';
import { openApiDocument } from '@millrace/contract';
import { createEngine, type Engine } from '@millrace/engine';
import { manifests } from '@millrace/plugins';
import { createApp, createLogging } from '@millrace/worker';
import type { RunningMutant } from '../mutant.ts';

const address = '127.0.0.1:8083';

/** What a worker is made of that is not as it should be. */
export interface Inside {
  /** Given the engine that its REST API is to have; the REST API gets what this gives. */
  readonly wrap?: (engine: Engine) => Engine;
  /** In place of the plugins of the same class and type. */
  readonly plugins?: readonly PluginManifest[];
}

/** Starts the parts of a worker in this process, on data of its own. */
export async function startInside({ wrap = (engine) => engine, plugins = [] }: Inside): Promise<RunningMutant> {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-mutant-'));
  const { loggers, levels } = createLogging({ format: 'json', rootLevel: 'OFF', stream: { write: () => undefined } });
  const engine = createEngine({
    broker: { kind: 'embedded', dataDir },
    manifests: manifests.map((one) => plugins.find(({ class: name, type }) => name === one.class && type === one.type) ?? one),
    properties: { 'task.threads': '0' },
    workerId: address,
    url: `http://${address}`,
    loggers,
    onLoggerLevel: () => undefined,
  });
  await engine.start();
  const app = createApp({
    engine: wrap(engine),
    document: openApiDocument,
    version: { version: '4.3.1-millrace.mutant', commit: 'mutant' },
    loggers,
    levels,
    resources: 'all',
    validateResponses: false,
    cors: null,
    headerRules: [],
  });
  return {
    app,
    close: async () => {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

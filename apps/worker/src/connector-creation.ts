import { setTimeout as delay } from 'node:timers/promises';
import {
  ConflictError,
  ElsewhereError,
  type Engine,
  EngineError,
  type Logger,
  type TargetState,
  UnavailableError,
} from '@millrace/engine';
import { tellWorker } from './call-worker.ts';
import type { ConnectorFile } from './properties/connector-file.ts';
import { UsageError } from './properties/usage-error.ts';

/** How long a group without a leader is waited for. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;
const TARGETS = { RUNNING: 'STARTED', PAUSED: 'PAUSED', STOPPED: 'STOPPED' } as const satisfies Record<string, TargetState>;

/**
 * Creates the connectors of the files on the command line. The worker keeps connectors: one that is there from a former start gets
 * the file's configuration, and stays in the state that it is in. Throws UsageError for one that cannot be created.
 */
export async function createConnectors(engine: Engine, files: readonly ConnectorFile[], logger: Logger): Promise<void> {
  for (const file of files) {
    try {
      await createOne(engine, file);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      throw new UsageError(`The connector of ${file.path} cannot be created: ${error.message}`, { cause: error });
    }
    logger.info(`Created connector ${file.name}`, { file: file.path });
  }
}

/** Where other workers lead, by way of them. A group that changes is waited for. */
async function createOne(engine: Engine, file: ConnectorFile): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await create(engine, file);
      return;
    } catch (error) {
      const mayPass = error instanceof ConflictError || error instanceof UnavailableError;
      if (!mayPass || performance.now() > endMs) throw error;
      await delay(PAUSE_MS);
    }
  }
}

async function create(engine: Engine, { name, config, initialState }: ConnectorFile): Promise<void> {
  const isThere = engine.connectors().includes(name);
  try {
    if (isThere) await engine.putConnectorConfig(name, config);
    else await engine.createConnector(name, config, initialState === null ? null : TARGETS[initialState]);
  } catch (error) {
    if (!(error instanceof ElsewhereError)) throw error;
    const { workerUrl } = error;
    const path = `/connectors/${encodeURIComponent(name)}/config`;
    const question = isThere
      ? { method: 'PUT', target: path, body: config }
      : {
          method: 'POST',
          target: '/connectors',
          body: { name, config, ...(initialState !== null && { initial_state: initialState }) },
        };
    await tellWorker({ ...question, workerUrl, headers: {}, body: Buffer.from(JSON.stringify(question.body)) });
    await engine.catchUp();
  }
}

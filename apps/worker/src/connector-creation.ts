import { type Engine, EngineError, type Logger, type TargetState } from '@millrace/engine';
import type { ConnectorFile } from './properties/connector-file.ts';
import { UsageError } from './properties/usage-error.ts';

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

async function createOne(engine: Engine, { name, config, initialState }: ConnectorFile): Promise<void> {
  if (engine.connectors().includes(name)) await engine.putConnectorConfig(name, config);
  else await engine.createConnector(name, config, initialState === null ? null : TARGETS[initialState]);
}

import { readFileSync } from 'node:fs';
import { parseJavaPropertiesBytes, PropertiesSyntaxError } from '@millrace/connector-api';
import type { CommandLine } from './command-line.ts';
import { propertiesOfEnvironment } from './environment.ts';
import { UsageError } from './usage-error.ts';

/** A worker property, and where it was set. */
export interface WorkerProperty {
  readonly value: string;
  /** For messages: `in worker.properties`, `by CONNECT_LISTENERS`, `by --override`. */
  readonly origin: string;
}

/**
 * Gathers the worker's properties. What is stronger replaces what is weaker: the file, then `CONNECT_…` variables, then
 * `--override`. Throws UsageError for a file that cannot be read.
 */
export function gatherWorkerProperties(
  { workerFile, overrides }: Pick<CommandLine, 'workerFile' | 'overrides'>,
  env: NodeJS.ProcessEnv,
): Map<string, WorkerProperty> {
  const properties = new Map<string, WorkerProperty>();
  if (workerFile !== null)
    for (const [key, value] of readFile(workerFile)) properties.set(key, { value, origin: `in ${workerFile}` });
  for (const [key, { value, variable }] of propertiesOfEnvironment(env)) properties.set(key, { value, origin: `by ${variable}` });
  for (const [key, value] of overrides) properties.set(key, { value, origin: 'by --override' });
  return properties;
}

function readFile(path: string): Map<string, string> {
  try {
    return parseJavaPropertiesBytes(readFileSync(path));
  } catch (error) {
    const where = error instanceof PropertiesSyntaxError ? `, line ${error.line}` : '';
    throw new UsageError(`The worker's configuration ${path}${where} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

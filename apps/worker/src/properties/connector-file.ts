import { readFileSync } from 'node:fs';
import { parseJavaPropertiesBytes } from '@millrace/connector-api';
import { isJsonObject, type Json, JsonError, JsonNumber, readJson } from '../json/json-text.ts';
import { UsageError } from './usage-error.ts';

export type InitialState = 'RUNNING' | 'PAUSED' | 'STOPPED';

/** A connector that a file describes. */
export interface ConnectorFile {
  readonly path: string;
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly initialState: InitialState | null;
}

/**
 * Reads a connector's file as connect-standalone does: JSON with the settings, `name` among them; JSON as `POST /connectors`
 * takes it; or Java properties. Which one it is, the content tells. Throws UsageError.
 */
export function readConnectorFile(path: string): ConnectorFile {
  const bytes = readBytes(path);
  const json = readJsonObject(bytes);
  if (json === null) {
    if (path.endsWith('.json')) throw new UsageError(`The connector file ${path} is not a JSON object.`);
    return fromSettings(path, readProperties(path, bytes));
  }
  const settings = Object.entries(json).map(([key, value]) => [key, textOf(value)] as const);
  if (settings.every(([, value]) => value !== undefined)) return fromSettings(path, new Map(settings as [string, string][]));
  return fromRequest(path, json);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`The connector file ${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

function readJsonObject(bytes: Buffer): { readonly [key: string]: Json } | null {
  try {
    const json = readJson(new TextDecoder().decode(bytes));
    return isJsonObject(json) ? json : null;
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

function readProperties(path: string, bytes: Buffer): Map<string, string> {
  try {
    return parseJavaPropertiesBytes(bytes);
  } catch (error) {
    throw new UsageError(`The connector file ${path} cannot be read as Java properties: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function fromSettings(path: string, settings: ReadonlyMap<string, string>): ConnectorFile {
  const name = settings.get('name');
  if (name === undefined) throw new UsageError(`The connector file ${path} has no 'name': every connector needs one.`);
  return { path, name, config: Object.fromEntries(settings), initialState: null };
}

function fromRequest(path: string, json: { readonly [key: string]: Json }): ConnectorFile {
  const { name, config, initial_state: state = null } = json;
  if (typeof name !== 'string' || config === undefined || !isJsonObject(config)) {
    throw new UsageError(
      `The connector file ${path} has to hold settings with text values, or "name" and "config" as POST /connectors takes them.`,
    );
  }
  const settings = Object.entries(config).map(([key, value]) => {
    const text = textOf(value);
    if (text === undefined) throw new UsageError(`The setting '${key}' in the connector file ${path} has to be text.`);
    return [key, text] as const;
  });
  const named = new Map(settings).get('name') ?? name;
  if (named !== name)
    throw new UsageError(`The connector file ${path} says two names: '${name}' and, in its config, '${named}'.`);
  return { path, name, config: Object.fromEntries([...settings, ['name', name]]), initialState: readState(path, state) };
}

function readState(path: string, state: Json): InitialState | null {
  if (state === null) return null;
  const text = typeof state === 'string' ? state.toUpperCase() : '';
  if (text === 'RUNNING' || text === 'PAUSED' || text === 'STOPPED') return text;
  throw new UsageError(`"initial_state" in the connector file ${path} has to be RUNNING, PAUSED or STOPPED.`);
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'boolean' ? String(value) : undefined;
}

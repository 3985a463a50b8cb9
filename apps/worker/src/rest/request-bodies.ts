import { describeJson, exactValue, isArray, isJsonObject, type Json, JsonNumber } from '../json/json-text.ts';
import type { OffsetChange } from '@millrace/engine';
import { RequestError } from './request-error.ts';

/** Text by key, as configurations are taken in: a null may be among the values. */
export type Settings = Readonly<Record<string, string | null>>;

/**
 * Makes of a request's JSON the body that the contract describes, in the way of Kafka Connect's own reader: where text is
 * wanted, numbers and booleans become the text that they were sent as. Throws RequestError 400 with what is wrong, and where.
 */
export type BodyReader = (json: Json) => unknown;

/** The bodies that requests may have, by operation. */
export const bodyReaders: ReadonlyMap<string, BodyReader> = new Map<string, BodyReader>([
  ['createConnector', readCreateRequest],
  ['putConnectorConfig', (json) => readSettings(json, 'The request body')],
  ['patchConnectorConfig', (json) => readSettings(json, 'The request body')],
  ['validatePluginConfig', (json) => readSettings(json, 'The request body')],
  ['setLoggerLevel', readLevel],
  ['alterOffsets', readOffsets],
  ['putTaskConfigs', readTaskConfigs],
]);

/** What is expected where no body was sent, by operation. */
export const missingBodies: ReadonlyMap<string, string> = new Map([
  ['createConnector', 'a JSON object with "name" and "config"'],
  ['putConnectorConfig', "a JSON object with the connector's settings"],
  ['patchConnectorConfig', 'a JSON object with the settings to change'],
  ['validatePluginConfig', 'a JSON object with the settings to check'],
  ['setLoggerLevel', 'a JSON object with "level"'],
  ['alterOffsets', 'a JSON object with "offsets"'],
  ['putTaskConfigs', 'a JSON array with the settings of each task'],
]);

/**
 * Whether a null is in it where the contract has none, and the engine says so: of a setting with all other mistakes of a
 * configuration, of a partition after it has looked for the connector.
 */
export function hasNull(operation: string, body: unknown): boolean {
  if (operation === 'alterOffsets')
    return (body as { offsets: readonly OffsetChange[] }).offsets.some(({ partition }) => partition === null);
  if (operation === 'createConnector') return Object.values((body as { config: Settings }).config).includes(null);
  return operation === 'putConnectorConfig' && Object.values(body as Settings).includes(null);
}

const INITIAL_STATES = ['RUNNING', 'PAUSED', 'STOPPED'];

function readCreateRequest(json: Json): unknown {
  const request = requireObject(json, 'The request body');
  refuseUnknown(request, ['name', 'config', 'initial_state'], 'The request body');
  const { name = null, config, initial_state: state = null } = request;
  if (config === undefined || config === null)
    throw new RequestError(400, 'The request body has no "config": give the settings of the connector as an object');
  return {
    name: readText(name, '"name"') ?? '',
    config: readSettings(config, '"config"'),
    ...(state === null ? {} : { initial_state: readInitialState(state) }),
  };
}

function readInitialState(json: Json): string {
  const state = typeof json === 'string' ? json.toUpperCase() : '';
  if (!INITIAL_STATES.includes(state)) {
    throw new RequestError(400, `"initial_state" has to be one of ${INITIAL_STATES.join(', ')}, but is ${describeJson(json)}`);
  }
  return state;
}

function readSettings(json: Json, where: string): Settings {
  const settings = requireObject(json, where);
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, readText(value, `The value of ${JSON.stringify(key)}`)]),
  );
}

function readText(json: Json, where: string): string | null {
  if (json === null || typeof json === 'string') return json;
  if (json instanceof JsonNumber) return json.text;
  if (typeof json === 'boolean') return String(json);
  throw new RequestError(400, `${where} has to be text, a number or a boolean, but is ${describeJson(json)}`);
}

function readLevel(json: Json): unknown {
  const levels = readSettings(json, 'The request body');
  if (!Object.hasOwn(levels, 'level') || levels.level === null) {
    throw new RequestError(400, "Desired 'level' parameter was not specified in request.");
  }
  return levels;
}

function readOffsets(json: Json): unknown {
  const request = requireObject(json, 'The request body');
  refuseUnknown(request, ['offsets'], 'The request body');
  const { offsets = null } = request;
  if (offsets === null || (isArray(offsets) && offsets.length === 0)) {
    throw new RequestError(400, 'Partitions / offsets need to be provided for an alter offsets request');
  }
  if (!isArray(offsets)) throw new RequestError(400, `"offsets" has to be an array, but is ${describeJson(offsets)}`);
  return { offsets: offsets.map((change, index) => readOffsetChange(change, `"offsets"[${index}]`)) };
}

function readOffsetChange(json: Json, where: string): OffsetChange {
  const change = requireObject(json, where);
  refuseUnknown(change, ['partition', 'offset'], where);
  const { partition = null, offset = null } = change;
  return {
    partition: readMap(partition, `"partition" of ${where}`),
    offset: readMap(offset, `"offset" of ${where}`),
  };
}

function readMap(json: Json, where: string): OffsetChange['offset'] {
  return json === null ? null : (exactValue(requireObject(json, where)) as OffsetChange['offset']);
}

function readTaskConfigs(json: Json): unknown {
  if (!isArray(json)) throw new RequestError(400, `The request body has to be a JSON array, but is ${describeJson(json)}`);
  return json.map((config, index) => readSettings(config, `Task ${index}`));
}

function requireObject(json: Json, where: string): { readonly [key: string]: Json } {
  if (!isJsonObject(json)) throw new RequestError(400, `${where} has to be a JSON object, but is ${describeJson(json)}`);
  return json;
}

function refuseUnknown(object: { readonly [key: string]: Json }, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const names = known.map((name) => JSON.stringify(name)).join(', ');
  throw new RequestError(
    400,
    `${where} has a member that is not known: ${JSON.stringify(unknown.slice(0, 100))} (known: ${names})`,
  );
}

import { resolve } from 'node:path';
import { ConfigError, convertToString } from '@millrace/connector-api';
import { type LogLevel, parseLogLevel } from '../logging/log-level.ts';
import type { CorsOptions } from '../rest/cors-stage.ts';
import { type Backend, kafkaWarnings, readBackend } from './backend.ts';
import { type HeaderRule, parseHeaderRules } from './header-rule.ts';
import { type Listener, parseListener } from './listener.ts';
import { KNOWN_PREFIXES } from './other-worker-keys.ts';
import { requireBuilt } from './unbuilt.ts';
import { UsageError } from './usage-error.ts';
import { type WorkerConfig, workerConfigDef } from './worker-config-def.ts';
import type { WorkerProperty } from './worker-properties.ts';

/** What the worker does with its configuration. */
export interface WorkerSettings {
  /** All properties that were set, and the defaults of converters: what the engine is given. */
  readonly properties: Readonly<Record<string, string>>;
  readonly backend: Backend;
  readonly listeners: readonly [Listener, ...Listener[]];
  /** null: what is below /admin stands with everything else; empty: nowhere. */
  readonly adminListeners: readonly Listener[] | null;
  readonly advertisedHost: string | null;
  readonly advertisedPort: number | null;
  readonly cors: CorsOptions | null;
  readonly headerRules: readonly HeaderRule[];
  /** An absolute path. */
  readonly dataDir: string;
  readonly gracefulTimeoutMs: number;
  readonly validateResponses: boolean;
  readonly logFormat: 'auto' | 'json' | 'text';
  readonly logLevel: LogLevel;
  /** Levels of loggers at the start, by name. */
  readonly loggerLevels: ReadonlyMap<string, LogLevel>;
  /** What the user should know, in sentences. */
  readonly warnings: readonly string[];
}

/** Reads properties into settings. Throws UsageError with a sentence that names the key, the value and what would be right. */
export function readWorkerSettings(given: ReadonlyMap<string, WorkerProperty>, directory: string): WorkerSettings {
  const properties = withFormerKeys(given);
  const config = parse(properties);
  requireBuilt(config, properties);
  return {
    properties: engineProperties(properties, config),
    backend: readBackend(config, properties),
    listeners: config.listeners.map(readListener) as [Listener, ...Listener[]],
    adminListeners: config['admin.listeners']?.filter((text) => text !== '').map(readListener) ?? null,
    advertisedHost: emptyToNull(config['rest.advertised.host.name']),
    advertisedPort: config['rest.advertised.port'],
    cors: readCors(config),
    headerRules: parseHeaderRules(config['response.http.headers.config']),
    dataDir: resolve(directory, config['data.dir']),
    gracefulTimeoutMs: Number(config['task.shutdown.graceful.timeout.ms']),
    validateResponses: config['rest.validate.responses'],
    logFormat: config['log.format'] as WorkerSettings['logFormat'],
    logLevel: rootLevel(properties) ?? (config['log.level'] as LogLevel),
    loggerLevels: loggerLevels(properties),
    warnings: [...warningsOf(properties), ...kafkaWarnings(properties)],
  };
}

type Properties = ReadonlyMap<string, WorkerProperty>;

/** `rest.host.name` and `rest.port`, which container images still set, stand for `listeners` where that is not set. */
function withFormerKeys(given: Properties): Properties {
  const host = given.get('rest.host.name');
  const port = given.get('rest.port');
  if (given.has('listeners') || (host === undefined && port === undefined)) return given;
  const value = `http://${host?.value ?? '127.0.0.1'}:${port?.value ?? '8083'}`;
  return new Map([...given, ['listeners', { value, origin: (port ?? host)!.origin }]]);
}

function parse(properties: Properties): WorkerConfig {
  const texts = Object.fromEntries([...properties].map(([key, { value }]) => [key, value]));
  for (const value of workerConfigDef.validate(texts)) {
    const [message] = value.errorMessages;
    if (message !== undefined) throw refusal(value.name, message, properties);
  }
  return workerConfigDef.parse(texts);
}

function refusal(name: string, message: string, properties: Properties): UsageError {
  const origin = properties.get(name)?.origin;
  const where = origin === undefined ? '' : ` (set ${origin})`;
  return new UsageError(`${message.replace(/\.$/, '')}${where}. Right would be ${rightValue(name)}.`, {
    cause: new ConfigError(message),
  });
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'true or false'],
  ['INT', 'a whole number'],
  ['SHORT', 'a whole number'],
  ['LONG', 'a whole number'],
  ['LIST', 'values separated by commas'],
]);

function rightValue(name: string): string {
  const key = workerConfigDef.configKeys.get(name)!;
  const form = [FORMS.get(key.type), key.validator?.toString()].filter((text) => text !== undefined && text !== '');
  const example = convertToString(key.defaultValue, key.type);
  return `${form.length === 0 ? 'text' : form.join(': ')}${example === null || example === '' ? '' : `, for example ${example}`}`;
}

/** What was set, and the converters, so that their defaults stand in one place. */
function engineProperties(properties: Properties, config: WorkerConfig): Readonly<Record<string, string>> {
  const converters = (['key.converter', 'value.converter', 'header.converter'] as const).map((name) => [name, config[name].name]);
  return Object.fromEntries([...converters, ...[...properties].map(([key, { value }]) => [key, value])]);
}

function readListener(text: string): Listener {
  return parseListener(text)!.listener;
}

function emptyToNull(text: string | null): string | null {
  return text === '' ? null : text;
}

function readCors(config: WorkerConfig): CorsOptions | null {
  const origins = splitList(config['access.control.allow.origin']);
  return origins.length === 0 ? null : { origins, methods: splitList(config['access.control.allow.methods']) };
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `CONNECT_LOG4J_ROOT_LOGLEVEL` of the usual container images. */
function rootLevel(properties: Properties): LogLevel | undefined {
  return parseLogLevel(properties.get('log4j.root.loglevel')?.value ?? '');
}

/** `CONNECT_LOG4J_LOGGERS` of the usual container images: `name=LEVEL`, separated by commas. */
function loggerLevels(properties: Properties): Map<string, LogLevel> {
  const pairs = splitList(properties.get('log4j.loggers')?.value ?? '').map((pair) => pair.split('=', 2));
  return new Map(
    pairs.flatMap(([name = '', level = '']) => (parseLogLevel(level) === undefined ? [] : [[name, parseLogLevel(level)!]])),
  );
}

const FORMER_KEYS = new Set(['rest.host.name', 'rest.port', 'log4j.root.loglevel', 'log4j.loggers']);

function warningsOf(properties: Properties): string[] {
  const isKnown = (key: string) =>
    workerConfigDef.configKeys.has(key) || FORMER_KEYS.has(key) || KNOWN_PREFIXES.some((prefix) => key.startsWith(prefix));
  const unknown = [...properties].filter(([key]) => !isKnown(key));
  return unknown.map(([key, { origin }]) => `The worker does not know the key '${key}' (set ${origin}); it has no effect.`);
}

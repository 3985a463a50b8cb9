import type { RestartRequest, SessionKey } from '../model/cluster-config.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap, TargetState, TaskId } from '../model/names.ts';
import { jsonRecord, readObject } from './record-json.ts';

/** What a record of the config topic says. */
export type ConfigRecord =
  | { readonly kind: 'connector'; readonly name: string; readonly config: ConfigMap | null }
  | { readonly kind: 'target-state'; readonly name: string; readonly target: TargetState | null }
  | { readonly kind: 'task'; readonly id: TaskId; readonly config: ConfigMap }
  | { readonly kind: 'commit'; readonly name: string; readonly tasks: number }
  | { readonly kind: 'restart'; readonly request: RestartRequest }
  | { readonly kind: 'task-count'; readonly name: string; readonly taskCount: number }
  | { readonly kind: 'session-key'; readonly key: SessionKey }
  | { readonly kind: 'logger'; readonly logger: string; readonly level: string };

const sessionKeyKey = 'session-key';
const prefixes = {
  target: 'target-state-',
  connector: 'connector-',
  task: 'task-',
  commit: 'commit-',
  restart: 'restart-connector-',
  fencing: 'tasks-fencing-',
  logger: 'logger-cluster-',
} as const;

type Fields = ReadonlyMap<string, unknown>;
type Written = ReturnType<typeof jsonRecord>;

export const configRecords = {
  connector: (name: string, config: ConfigMap | null): Written =>
    jsonRecord(`${prefixes.connector}${name}`, config === null ? null : { properties: config }),
  /** Older readers know no STOPPED, and see PAUSED. */
  targetState: (name: string, target: TargetState | null): Written =>
    jsonRecord(
      `${prefixes.target}${name}`,
      target === null ? null : { state: target === 'STOPPED' ? 'PAUSED' : target, 'state.v2': target },
    ),
  task: (id: TaskId, config: ConfigMap): Written =>
    jsonRecord(`${prefixes.task}${id.connector}-${id.task}`, { properties: config }),
  commit: (name: string, tasks: number): Written => jsonRecord(`${prefixes.commit}${name}`, { tasks }),
  restart: (request: RestartRequest): Written =>
    jsonRecord(`${prefixes.restart}${request.connector}`, {
      'include-tasks': request.includeTasks,
      'only-failed': request.onlyFailed,
    }),
  taskCount: (name: string, taskCount: number): Written => jsonRecord(`${prefixes.fencing}${name}`, { 'task-count': taskCount }),
  sessionKey: (key: SessionKey): Written =>
    jsonRecord(sessionKeyKey, {
      key: Buffer.from(key.key).toString('base64'),
      algorithm: key.algorithm,
      'creation-timestamp': key.creationTimestamp,
    }),
  loggerLevel: (logger: string, level: string): Written => jsonRecord(`${prefixes.logger}${logger}`, { level }),
};

/** Reads a record. null: it says nothing, which was logged. */
export function readConfigRecord(key: string, value: Uint8Array | null, logger: Logger): ConfigRecord | null {
  const fields = readObject(value, `the record ${key} of the config topic`, logger);
  if (fields === undefined) return null;
  const reader = readers.find(({ prefix }) => key.startsWith(prefix));
  if (reader === undefined) {
    logger.error(`Ignoring a record of the config topic with the unknown key ${key}`);
    return null;
  }
  const record = reader.read(key.slice(reader.prefix.length), fields);
  if (typeof record !== 'string') return record;
  logger.error(`Ignoring the record ${key} of the config topic: ${record}`);
  return null;
}

/** Each answers the record, or what is wrong with it. */
const readers: readonly {
  readonly prefix: string;
  readonly read: (name: string, fields: Fields | null) => ConfigRecord | string;
}[] = [
  { prefix: prefixes.target, read: readTargetState },
  { prefix: prefixes.connector, read: readConnector },
  { prefix: prefixes.task, read: readTask },
  { prefix: prefixes.commit, read: readCommit },
  { prefix: prefixes.restart, read: readRestart },
  { prefix: prefixes.fencing, read: readTaskCount },
  { prefix: sessionKeyKey, read: readSessionKey },
  { prefix: prefixes.logger, read: readLogger },
];

function readTargetState(name: string, fields: Fields | null): ConfigRecord | string {
  if (fields === null) return { kind: 'target-state', name, target: null };
  const second = fields.get('state.v2');
  const target = typeof second === 'string' ? second : fields.get('state');
  if (target === 'STARTED' || target === 'PAUSED' || target === 'STOPPED') return { kind: 'target-state', name, target };
  return `unknown target state ${String(target)}`;
}

function readConnector(name: string, fields: Fields | null): ConfigRecord | string {
  if (fields === null) return { kind: 'connector', name, config: null };
  const config = readProperties(fields);
  return config === null ? 'its properties are not an object' : { kind: 'connector', name, config };
}

function readTask(rest: string, fields: Fields | null): ConfigRecord | string {
  const match = /^(.*)-([+-]?\d+)$/s.exec(rest);
  if (match === null) return 'its key names no task';
  if (fields === null) return 'a task configuration cannot be deleted';
  const config = readProperties(fields);
  if (config === null) return 'its properties are not an object';
  return { kind: 'task', id: { connector: match[1]!, task: Number(match[2]) }, config };
}

function readCommit(name: string, fields: Fields | null): ConfigRecord | string {
  const tasks = fields?.get('tasks');
  return isCount(tasks) ? { kind: 'commit', name, tasks } : 'it says no number of tasks';
}

function readRestart(connector: string, fields: Fields | null): ConfigRecord | string {
  if (fields === null) return 'a restart request cannot be deleted';
  const includeTasks = fields.get('include-tasks') === true;
  const onlyFailed = fields.get('only-failed') === true;
  return { kind: 'restart', request: { connector, includeTasks, onlyFailed } };
}

function readTaskCount(name: string, fields: Fields | null): ConfigRecord | string {
  const taskCount = fields?.get('task-count');
  return isCount(taskCount) ? { kind: 'task-count', name, taskCount } : 'it says no number of tasks';
}

function readSessionKey(rest: string, fields: Fields | null): ConfigRecord | string {
  if (rest !== '') return 'unknown key';
  const key = fields?.get('key');
  const algorithm = fields?.get('algorithm');
  const creationTimestamp = fields?.get('creation-timestamp');
  if (typeof key !== 'string' || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(key)) {
    return 'its key is not base64';
  }
  if (typeof algorithm !== 'string') return 'it names no algorithm';
  if (!Number.isSafeInteger(creationTimestamp)) return 'it has no creation timestamp';
  return {
    kind: 'session-key',
    key: { key: Buffer.from(key, 'base64'), algorithm, creationTimestamp: creationTimestamp as number },
  };
}

function readLogger(logger: string, fields: Fields | null): ConfigRecord | string {
  const level = fields?.get('level');
  return typeof level === 'string' ? { kind: 'logger', logger, level } : 'it says no level';
}

/** Everything is text, whoever wrote it. */
function readProperties(fields: Fields): ConfigMap | null {
  const properties = fields.get('properties');
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return null;
  const entries = Object.entries(properties as Record<string, unknown>).filter(([, value]) => value !== null);
  const isText = entries.every(([, value]) => typeof value === 'string');
  const texts = isText
    ? entries
    : entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
  return Object.freeze(Object.fromEntries(texts) as Record<string, string>);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

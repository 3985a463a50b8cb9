import type { Logger } from '../model/logger.ts';
import type { State, TaskId } from '../model/names.ts';
import { jsonRecord, readObject } from './record-json.ts';
import type { Status, TopicStatus } from './status.ts';

/** What a record of the status topic says; a null status is a deletion. */
export type StatusRecord =
  | { readonly kind: 'connector'; readonly name: string; readonly status: Status | null }
  | { readonly kind: 'task'; readonly id: TaskId; readonly status: Status | null }
  | { readonly kind: 'topic'; readonly connector: string; readonly topic: string; readonly status: TopicStatus | null };

const prefixes = { connector: 'status-connector-', task: 'status-task-', topic: 'status-topic-' } as const;
const topicSeparator = ':connector-';
const states: ReadonlySet<unknown> = new Set<State>(['UNASSIGNED', 'RUNNING', 'PAUSED', 'STOPPED', 'FAILED', 'RESTARTING']);
/** Java's word for a status that is gone; a deletion says it nowadays. */
const destroyed = 'DESTROYED';

type Fields = ReadonlyMap<string, unknown>;

export function statusRecord(record: StatusRecord): ReturnType<typeof jsonRecord> {
  switch (record.kind) {
    case 'connector':
      return jsonRecord(`${prefixes.connector}${record.name}`, statusJson(record.status));
    case 'task':
      return jsonRecord(`${prefixes.task}${record.id.connector}-${record.id.task}`, statusJson(record.status));
    default:
      return jsonRecord(`${prefixes.topic}${record.topic}${topicSeparator}${record.connector}`, topicJson(record.status));
  }
}

/** Reads a record. null: it says nothing, which was logged. */
export function readStatusRecord(key: string, value: Uint8Array | null, logger: Logger): StatusRecord | null {
  const fields = readObject(value, `the record ${key} of the status topic`, logger);
  if (fields === undefined) return null;
  const record = readByKey(key, fields);
  if (record === null) logger.warn(`Ignoring the record ${key} of the status topic: its key or its value is not understood`);
  return record;
}

function readByKey(key: string, fields: Fields | null): StatusRecord | null {
  if (key.startsWith(prefixes.connector)) return readConnector(key.slice(prefixes.connector.length), fields);
  if (key.startsWith(prefixes.task)) return readTask(key.slice(prefixes.task.length), fields);
  if (key.startsWith(prefixes.topic)) return readTopic(key.slice(prefixes.topic.length), fields);
  return null;
}

function readConnector(name: string, fields: Fields | null): StatusRecord | null {
  if (name === '') return null;
  const status = readStatus(fields);
  return status === undefined ? null : { kind: 'connector', name, status };
}

function readTask(rest: string, fields: Fields | null): StatusRecord | null {
  const match = /^(.*)-([+-]?\d+)$/s.exec(rest);
  const status = readStatus(fields);
  if (match === null || status === undefined) return null;
  return { kind: 'task', id: { connector: match[1]!, task: Number(match[2]) }, status };
}

function readTopic(rest: string, fields: Fields | null): StatusRecord | null {
  // A topic's name has no colon; a connector's may have one.
  const end = rest.indexOf(':');
  const topic = rest.slice(0, Math.max(end, 0));
  const connector = rest.slice(end + topicSeparator.length);
  if (topic === '' || connector === '' || !rest.startsWith(topicSeparator, end)) return null;
  if (fields === null) return { kind: 'topic', connector, topic, status: null };
  const status = readTopicStatus(fields.get('topic'));
  return status === null ? null : { kind: 'topic', connector, topic, status };
}

/** undefined: not a status. */
function readStatus(fields: Fields | null): Status | null | undefined {
  const state = fields?.get('state');
  if (fields === null || state === destroyed) return null;
  const [trace, workerId, generation, version] = ['trace', 'worker_id', 'generation', 'version'].map(
    (name) => fields.get(name) ?? null,
  );
  if (!states.has(state) || typeof workerId !== 'string' || !Number.isInteger(generation)) return undefined;
  if (!isTextOrNull(trace) || !isTextOrNull(version)) return undefined;
  return { state: state as State, trace, workerId, generation: generation as number, version };
}

function readTopicStatus(value: unknown): TopicStatus | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, connector, task, discoverTimestamp } = value as Record<string, unknown>;
  if (typeof name !== 'string' || typeof connector !== 'string') return null;
  if (!Number.isInteger(task) || !Number.isInteger(discoverTimestamp)) return null;
  return { topic: name, connector, task: task as number, discoverTimestamp: discoverTimestamp as number };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function statusJson(status: Status | null): unknown {
  if (status === null) return null;
  const { state, trace, workerId, generation, version } = status;
  return { state, trace, worker_id: workerId, generation, version };
}

function topicJson(status: TopicStatus | null): unknown {
  if (status === null) return null;
  const { topic, connector, task, discoverTimestamp } = status;
  return { topic: { name: topic, connector, task, discoverTimestamp } };
}

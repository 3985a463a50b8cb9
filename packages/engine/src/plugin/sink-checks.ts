import { JavaRegexError, createConfigValue, javaRegex, javaToString } from '@millrace/connector-api';
import type { ConfigValue, JavaRegex } from '@millrace/connector-api';
import { BadRequestError } from '../model/errors.ts';
import type { SubmittedConfig } from '../model/names.ts';
import { aliasList } from './alias-list.ts';
import { valueOf } from './prefixed.ts';

const GROUP_ID = 'consumer.override.group.id';

/** What sinks have to hold beyond each single setting. Errors are added to the values; a value that is not there yet is made. */
export function checkSink(props: SubmittedConfig, values: Map<string, ConfigValue>, workerGroupId: string): void {
  checkTopics(props, values);
  checkDeadLetterQueue(props, values);
  checkGroupId(props, values, workerGroupId);
}

/** The consumer group of a sink connector that names none of its own. */
export function sinkGroupId(connectorName: string): string {
  return `connect-${connectorName}`;
}

/** Whether this sink has a dead letter queue. */
export function hasDeadLetterQueue(props: SubmittedConfig): boolean {
  return !isBlank(valueOf(props, 'errors.deadletterqueue.topic.name'));
}

function checkTopics(props: SubmittedConfig, values: Map<string, ConfigValue>): void {
  const hasTopics = !isBlank(valueOf(props, 'topics'));
  const hasRegex = !isBlank(valueOf(props, 'topics.regex'));
  if (hasTopics !== hasRegex) return;
  const message = hasTopics
    ? 'topics and topics.regex are mutually exclusive options, but both are set.'
    : 'Must configure one of topics or topics.regex';
  for (const key of ['topics', 'topics.regex']) addError(values, props, key, message);
}

function checkDeadLetterQueue(props: SubmittedConfig, values: Map<string, ConfigValue>): void {
  if (!hasDeadLetterQueue(props)) return;
  const queue = (valueOf(props, 'errors.deadletterqueue.topic.name') ?? '').trim();
  const topics = aliasList(props, 'topics').filter((topic) => topic !== '');
  if (topics.includes(queue)) {
    const message = `The DLQ topic '${queue}' may not be included in the list of topics ('topics=${javaToString(topics)}') consumed by the connector`;
    addError(values, props, 'topics', message);
  }
  const regex = valueOf(props, 'topics.regex') ?? '';
  if (isBlank(regex) || !compiled(regex).matches(queue)) return;
  const message = `The DLQ topic '${queue}' may not be matched by the regex for the topics ('topics.regex=${regex}') consumed by the connector`;
  addError(values, props, 'topics.regex', message);
}

/** Java gives up here: whether the queue is one of the topics cannot be told. */
function compiled(regex: string): JavaRegex {
  try {
    return javaRegex(regex);
  } catch (error) {
    if (!(error instanceof JavaRegexError)) throw error;
    throw new BadRequestError(`Invalid value ${regex} for configuration topics.regex: Invalid regex: ${error.message}`, {
      cause: error,
    });
  }
}

function checkGroupId(props: SubmittedConfig, values: Map<string, ConfigValue>, workerGroupId: string): void {
  if (Object.hasOwn(props, GROUP_ID)) {
    const groupId = props[GROUP_ID] ?? null;
    const value = valueIn(values, props, GROUP_ID);
    if (groupId === workerGroupId) {
      value.errorMessages.push(`Consumer group ${groupId} conflicts with Connect worker group ${workerGroupId}`);
    }
    return;
  }
  const value = valueIn(values, props, 'name');
  const name = String(value.value);
  if (sinkGroupId(name) !== workerGroupId) return;
  value.errorMessages.push(
    `Consumer group for sink connector named ${name} conflicts with Connect worker group ${workerGroupId}`,
  );
}

function addError(values: Map<string, ConfigValue>, props: SubmittedConfig, key: string, message: string): void {
  valueIn(values, props, key).errorMessages.push(message);
}

function valueIn(values: Map<string, ConfigValue>, props: SubmittedConfig, key: string): ConfigValue {
  const present = values.get(key);
  if (present !== undefined) return present;
  const made = { ...createConfigValue(key), value: valueOf(props, key) ?? null };
  values.set(key, made);
  return made;
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}

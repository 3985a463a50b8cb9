import { answers, bodies, segmentOf, type Operations } from '../changes.ts';
import { listOf, objectOf, without, type Change, type JsonObject } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Answers with a member too few, too many, or of another type. */
export const shapeMutants = [
  mutant('created-without-name', 'The config of a new connector has no `name`', 'createConnector/201-created', () =>
    members('createConnector', (info) => ({ ...info, config: without(info['config'], 'name') })),
  ),
  mutant('created-without-type', 'A new connector has no type', 'createConnector/201-created', () =>
    members('createConnector', (info) => without(info, 'type')),
  ),
  mutant('created-without-tasks', 'A new connector has no member `tasks`', 'createConnector/201-without-tasks', () =>
    members('createConnector', (info) => without(info, 'tasks')),
  ),
  mutant('type-in-capitals', 'Types are in capitals', ['createConnector/201-source-type', 'createConnector/201-sink-type'], () =>
    members('createConnector', (info) => ({ ...info, type: String(info['type']).toUpperCase() })),
  ),
  mutant('every-type-source', 'Every connector is a source', 'createConnector/201-sink-type', () =>
    members('createConnector', (info) => ({ ...info, type: 'source' })),
  ),
  mutant(
    'tasks-as-numbers',
    'Tasks of a connector are numbers',
    ['getConnector/200-schema', 'getConnector/tasks-as-listed'],
    () => members('getConnector', (info) => ({ ...info, tasks: listOf(info['tasks']).map((_, index) => index) })),
  ),
  mutant('task-as-text', 'The number of a task is text', ['getConnector/200-schema', 'createConnector/makes-tasks'], () =>
    members('getConnector', (info) => ({
      ...info,
      tasks: listOf(info['tasks']).map((id) => ({ ...objectOf(id), task: String(objectOf(id)['task']) })),
    })),
  ),
  mutant('tasks-from-one', 'Tasks are counted from 1', 'createConnector/makes-tasks', () =>
    members('getConnector', (info) => ({
      ...info,
      tasks: listOf(info['tasks']).map((id) => ({ ...objectOf(id), task: Number(objectOf(id)['task']) + 1 })),
    })),
  ),
  mutant('no-tasks-in-connector', 'A connector never shows its tasks', 'getConnector/tasks-as-listed', () =>
    members('getConnector', (info) => ({ ...info, tasks: [] })),
  ),
  mutant(
    'numbers-in-config',
    'Numbers in a config are shown as numbers',
    ['getConnector/values-are-text', 'getConnector/is-as-created', 'getConnector/200-schema'],
    () => members('getConnector', (info) => ({ ...info, config: withNumbers(info['config']) })),
  ),
  mutant('config-with-defaults', 'A config shows defaults that were not sent', 'getConnectorConfig/is-as-created', () =>
    members('getConnectorConfig', (config) => ({ ...config, 'errors.tolerance': 'none' })),
  ),
  mutant('config-without-name', 'A config has no `name`', 'getConnectorConfig/is-that-of-the-connector', () =>
    members('getConnectorConfig', (config) => without(config, 'name')),
  ),
  mutant('config-wrapped', 'A config stands inside of `config`', 'getConnectorConfig/200-schema', () =>
    members('getConnectorConfig', (config) => ({ config })),
  ),
  mutant('tasks-without-config', 'Listed tasks have no config', ['listTasks/ids-and-configs', 'listTasks/200-schema'], () =>
    bodies('listTasks', (tasks) => listOf(tasks).map((task) => without(task, 'config'))),
  ),
  mutant('tasks-without-class', 'Configs of tasks have no task.class', 'listTasks/task-class', () =>
    bodies('listTasks', (tasks) =>
      listOf(tasks).map((task) => ({ ...objectOf(task), config: without(objectOf(task)['config'], 'task.class') })),
    ),
  ),
  mutant('status-without-tasks', 'A status has no tasks', 'getConnectorStatus/200-schema', () =>
    members('getConnectorStatus', (status) => without(status, 'tasks')),
  ),
  mutant('status-in-small-letters', 'States are in small letters', 'getConnectorStatus/200-schema', () =>
    members('getConnectorStatus', ({ connector, ...status }) => ({
      ...status,
      connector: { ...objectOf(connector), state: String(objectOf(connector)['state']).toLowerCase() },
    })),
  ),
  mutant(
    'status-without-worker',
    'A status names no worker',
    ['getConnectorStatus/worker-id', 'getConnectorStatus/200-schema'],
    () =>
      members('getConnectorStatus', ({ connector, ...status }) => ({ ...status, connector: without(connector, 'worker_id') })),
  ),
  mutant('worker-without-port', 'worker_id has no port', 'getConnectorStatus/worker-id', () =>
    members('getConnectorStatus', ({ connector, ...status }) => ({
      ...status,
      connector: { ...objectOf(connector), worker_id: 'localhost' },
    })),
  ),
  mutant('status-without-type', 'A status does not tell the type', 'getConnectorStatus/names-itself', () =>
    members('getConnectorStatus', (status) => without(status, 'type')),
  ),
  mutant(
    'status-without-version',
    'A status does not tell the version of the plugin',
    'getConnectorStatus/version-of-plugin',
    () =>
      members('getConnectorStatus', ({ connector, ...status }) => ({
        ...status,
        connector: { ...objectOf(connector), version: null },
      })),
  ),
  mutant('tasks-backwards', 'The tasks of a status stand backwards', 'getConnectorStatus/tasks-sorted', () =>
    members('getConnectorStatus', (status) => ({ ...status, tasks: listOf(status['tasks']).toReversed() })),
  ),
  mutant(
    'failed-without-trace',
    'A failed task has no trace',
    ['getConnectorStatus/failed-task-has-trace', 'getTaskStatus/failed-has-trace'],
    () =>
      members(['getConnectorStatus', 'getTaskStatus'], (status) => ({
        ...without(status, 'trace'),
        ...(status['tasks'] !== undefined && { tasks: listOf(status['tasks']).map((task) => without(task, 'trace')) }),
      })),
  ),
  mutant('trace-of-running', 'What runs has an empty trace', 'getConnectorStatus/no-trace-while-running', () =>
    members('getConnectorStatus', ({ connector, ...status }) => ({
      ...status,
      connector: { ...objectOf(connector), trace: '' },
    })),
  ),
  mutant('failed-hides-as-running', 'A failed task is shown as RUNNING', 'getConnectorStatus/failed-task-has-trace', () =>
    answers('getConnectorStatus', (answer) => ({ ...answer, body: answer.body.replaceAll('"FAILED"', '"RUNNING"') })),
  ),
  mutant('task-status-with-name', 'The status of a task has its connector as well', 'getTaskStatus/as-in-connector-status', () =>
    bodies('getTaskStatus', (status, request) => ({ ...objectOf(status), connector: segmentOf(request, 1) })),
  ),
  mutant('restart-without-status', 'A restart with tasks answers an empty object', 'restartConnector/202-include-tasks', () =>
    members('restartConnector', () => ({})),
  ),
  mutant('restart-shows-running', 'A restart shows all as RUNNING', 'restartConnector/202-include-tasks', () =>
    answers('restartConnector', (answer) => ({ ...answer, body: answer.body.replaceAll('"RESTARTING"', '"RUNNING"') })),
  ),
  mutant('cluster-id-changes', 'The id of the cluster is another each time', 'getServerInfo/stable', () =>
    members('getServerInfo', (info) => ({ ...info, kafka_cluster_id: String(Math.random()) })),
  ),
  mutant('health-up', 'A healthy worker is `UP`', 'getHealth/healthy', () =>
    members('getHealth', (health) => ({ ...health, status: 'UP' })),
  ),
  mutant('health-without-words', 'A healthy worker says nothing', 'getHealth/says-so-in-words', () =>
    members('getHealth', (health) => ({ ...health, message: '' })),
  ),
];

function members(which: Operations, edit: (body: JsonObject) => JsonObject): Change {
  return bodies(which, (body) => edit(objectOf(body)));
}

function withNumbers(config: unknown): JsonObject {
  const entries = Object.entries(objectOf(config));
  return Object.fromEntries(entries.map(([key, value]) => [key, /^\d+$/.test(String(value)) ? Number(value) : value]));
}

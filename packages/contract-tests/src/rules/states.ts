import { isObject, type Answer } from '../http/answer.ts';
import { connectorPath } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { failing } from './lifecycle.ts';
import { rulesOf } from './define-rules.ts';

export const statusRules = rulesOf('getConnectorStatus', [
  {
    rule: 'names-itself',
    says: 'It has the name and the type of the connector.',
    needs: ['connector'],
    async run(ctx) {
      const { name, created, path } = await ctx.shared();
      (await ctx.get(path('/status'))).hasStatus(200).hasMember('name', name).hasMember('type', created.member('type'));
    },
  },
  {
    rule: 'worker-id',
    says: 'worker_id is host and port of the worker that has the connector or the task.',
    needs: ['connector'],
    async run(ctx) {
      const { status, all } = await sharedStatus(ctx);
      for (const one of all) {
        const id = isObject(one) ? one['worker_id'] : undefined;
        status.check(typeof id === 'string' && /^.+:\d+$/.test(id), 'worker_id to be host:port', String(id));
      }
    },
  },
  {
    rule: 'tasks-sorted',
    says: 'Tasks stand there by their numbers, each once.',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await ctx.createRunning({ file: true, kind: 'sink', path: '/dev/null', with: { 'tasks.max': '3' } });
      const status = await ctx.untilState(connector, 'RUNNING', ['RUNNING', 'RUNNING', 'RUNNING']);
      const ids = (status.member('tasks') as { id: unknown }[]).map(({ id }) => id);
      status.check(ids.join() === '0,1,2', 'the tasks 0, 1, 2', ids.join(', '));
    },
  },
  {
    rule: 'no-trace-while-running',
    says: 'What runs has no trace.',
    needs: ['connector'],
    async run(ctx) {
      const { status, all } = await sharedStatus(ctx);
      status.check(
        all.every((one) => isObject(one) && !Object.hasOwn(one, 'trace')),
        'no trace',
      );
    },
  },
  {
    rule: 'failed-task-has-trace',
    says: 'A task that failed is FAILED and has a trace that says why, while the connector is still RUNNING.',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await failing(ctx);
      const status = await ctx.untilState(connector, 'RUNNING', 'FAILED');
      const [task] = status.member('tasks') as { trace?: unknown }[];
      status.check(typeof task?.trace === 'string' && task.trace.length > 0, 'a trace of the failed task', String(task?.trace));
    },
  },
  {
    rule: 'version-of-plugin',
    says: 'Connector and tasks show the version of their plugin while they run.',
    source: 'KIP-891',
    since: '4.1',
    profile: 'standard',
    needs: ['connector'],
    async run(ctx) {
      const { status, all } = await sharedStatus(ctx);
      status.check(
        all.every((one) => isObject(one) && typeof one['version'] === 'string'),
        'a version',
      );
    },
  },
]);

export const taskRules = [
  ...rulesOf('listTasks', [
    {
      rule: 'ids-and-configs',
      says: 'Each task has its id {connector, task}, numbered from 0, and its config.',
      needs: ['task'],
      async run(ctx) {
        const { name, path } = await ctx.shared();
        const tasks = (await ctx.get(path('/tasks'))).hasStatus(200).hasJson();
        const [first] = tasks.body as { id?: unknown; config?: unknown }[];
        tasks.check(
          JSON.stringify(first?.id) === JSON.stringify({ connector: name, task: 0 }),
          `the id of task 0 of ${name}`,
          JSON.stringify(first?.id),
        );
        tasks.check(isObject(first?.config), 'a config');
      },
    },
    {
      rule: 'task-class',
      says: 'The config of a task has `task.class`, and of the file source the settings of the connector.',
      needs: ['file-source'],
      async run(ctx) {
        const { name, config, path } = await ctx.createRunning({ file: true, kind: 'source' });
        const tasks = (await ctx.get(path('/tasks'))).hasStatus(200);
        const [first] = tasks.body as { config?: Record<string, unknown> }[];
        const found = first?.config ?? {};
        tasks.check(
          found['task.class'] === 'org.apache.kafka.connect.file.FileStreamSourceTask',
          'the task.class of the file source',
          String(found['task.class']),
        );
        tasks.check(found['file'] === config['file'] && found['topic'] === config['topic'], `file and topic of ${name}`);
      },
    },
    {
      rule: 'as-many-as-tasks-max',
      says: 'A file sink has as many tasks as tasks.max, all with ids.',
      needs: ['file-sink'],
      async run(ctx) {
        const { path } = await ctx.createRunning({ file: true, kind: 'sink', path: '/dev/null', with: { 'tasks.max': '3' } });
        await ctx.eventually(async () => {
          const tasks = (await ctx.get(path('/tasks'))).hasStatus(200);
          const ids = (tasks.body as { id: { task: unknown } }[]).map(({ id }) => id.task);
          tasks.check(ids.join() === '0,1,2', 'the tasks 0, 1, 2', ids.join(', '));
        });
      },
    },
    {
      rule: 'file-source-one-task',
      says: 'A file source has one task whatever tasks.max says.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await ctx.createRunning({ file: true, kind: 'source', with: { 'tasks.max': '3' } });
        await ctx.untilState(connector, 'RUNNING', ['RUNNING']);
      },
    },
  ]),
  ...rulesOf('getTaskStatus', [
    {
      rule: 'as-in-connector-status',
      says: 'It is what the status of the connector shows of the task.',
      needs: ['task'],
      async run(ctx) {
        const { path } = await ctx.shared();
        await ctx.eventually(async () => {
          const whole = (await ctx.get(path('/status'))).hasStatus(200);
          (await ctx.get(path('/tasks/0/status'))).hasStatus(200).hasBody((whole.member('tasks') as unknown[])[0]);
        });
      },
    },
    {
      rule: '404-unknown-task',
      says: 'For a task number that the connector does not have it is a 404 that names the task.',
      needs: ['task'],
      async run(ctx) {
        const { name, path } = await ctx.shared();
        (await ctx.get(path('/tasks/7/status'))).isError(404, `No status found for task ${name}-7`);
      },
    },
    {
      rule: '404-not-a-number',
      says: 'What is no number is no task: a 404 as for any unknown path.',
      needs: ['task'],
      async run(ctx) {
        const { path } = await ctx.shared();
        for (const id of ['x', '1.5', '0x1']) (await ctx.get(path(`/tasks/${id}/status`))).isError(404);
      },
    },
    {
      rule: 'failed-has-trace',
      says: 'A failed task has its trace here too.',
      needs: ['file-sink'],
      async run(ctx) {
        const connector = await failing(ctx);
        const status = (await ctx.get(connector.path('/tasks/0/status'))).hasStatus(200).hasMember('state', 'FAILED');
        status.check(typeof status.member('trace') === 'string' && status.member('trace') !== '', 'a trace');
      },
    },
  ]),
  ...rulesOf('restartTask', [
    {
      rule: '204-without-body',
      says: 'It answers 204 without a body, and the task runs afterwards.',
      needs: ['task'],
      async run(ctx) {
        const connector = await ctx.createRunning();
        (await ctx.post(connector.path('/tasks/0/restart'))).hasStatus(204).hasNoBody();
        await ctx.untilState(connector, 'RUNNING', 'RUNNING');
      },
    },
    {
      rule: '404-unknown-task',
      says: 'For a task number that the connector does not have it is a 404 that names the task.',
      needs: ['task', 'distributed'],
      async run(ctx) {
        const { name, path } = await ctx.createRunning();
        (await ctx.post(path('/tasks/7/restart'))).isError(404, `Unknown task: ${name}-7`);
      },
    },
    {
      rule: '404-not-a-number',
      says: 'What is no number is no task: a 404 as for any unknown path.',
      needs: ['task'],
      async run(ctx) {
        const { path } = await ctx.shared();
        (await ctx.post(path('/tasks/x/restart'))).isError(404, 'HTTP 404 Not Found');
      },
    },
    {
      rule: 'failed-runs-again',
      says: 'A failed task runs again after a restart once its reason is gone.',
      needs: ['file-sink', 'files'],
      async run(ctx) {
        const { mkdir } = await import('node:fs/promises');
        const folder = `${ctx.folder}/later-${ctx.name()}`;
        const connector = await ctx.create({ file: true, kind: 'sink', path: `${folder}/out.txt` });
        await ctx.untilState(connector, 'RUNNING', 'FAILED');
        await mkdir(folder);
        (await ctx.post(connector.path('/tasks/0/restart'))).hasStatus(204);
        await ctx.untilState(connector, 'RUNNING', 'RUNNING');
      },
    },
    {
      rule: 'only-that-task',
      says: 'Other failed tasks of the connector stay failed.',
      needs: ['file-sink', 'files'],
      async run(ctx) {
        const { mkdir } = await import('node:fs/promises');
        const folder = `${ctx.folder}/one-${ctx.name()}`;
        const connector = await ctx.create({ file: true, kind: 'sink', path: `${folder}/out.txt`, with: { 'tasks.max': '2' } });
        await ctx.untilState(connector, 'RUNNING', ['FAILED', 'FAILED']);
        await mkdir(folder);
        (await ctx.post(connector.path('/tasks/1/restart'))).hasStatus(204);
        await ctx.untilState(connector, 'RUNNING', ['FAILED', 'RUNNING']);
      },
    },
  ]),
];

export const tasksConfigRules = rulesOf('listTasks', [
  {
    rule: 'tasks-config',
    says: 'GET /connectors/{name}/tasks-config tells the configs of all tasks by their ids.',
    source: 'KIP-661',
    since: '2.8',
    until: '3.9',
    profile: 'standard',
    needs: ['task'],
    async run(ctx) {
      const { name, path } = await ctx.shared();
      const answer = (await ctx.get(path('/tasks-config'))).hasStatus(200).hasJson();
      answer.check(isObject(answer.member(`${name}-0`)), `the config of ${name}-0`);
    },
  },
  {
    rule: 'tasks-config-404-unknown-connector',
    says: 'GET /connectors/{name}/tasks-config is a 404 for a connector that is not there.',
    source: 'KIP-661',
    since: '2.8',
    until: '3.9',
    profile: 'standard',
    async run(ctx) {
      const name = ctx.name();
      (await ctx.get(connectorPath(name, '/tasks-config'))).isError(404, `Connector ${name} not found`);
    },
  },
  {
    rule: 'no-tasks-config',
    level: 'SHOULD',
    says: 'GET /connectors/{name}/tasks-config is gone: a 404 as for any unknown path.',
    source: 'Kafka 4.0, notable changes',
    since: '4.0',
    profile: 'standard',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.shared();
      (await ctx.get(path('/tasks-config'))).isError(404, 'HTTP 404 Not Found');
    },
  },
]);

/** The status of the shared connector; `all`: what it says of the connector itself, and of each task. */
async function sharedStatus(ctx: RuleContext): Promise<{ readonly status: Answer; readonly all: readonly unknown[] }> {
  const { path } = await ctx.shared();
  const status = (await ctx.get(path('/status'))).hasStatus(200);
  return { status, all: [status.member('connector'), ...((status.member('tasks') ?? []) as unknown[])] };
}

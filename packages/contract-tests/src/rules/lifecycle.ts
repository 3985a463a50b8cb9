import { mkdir } from 'node:fs/promises';
import type { RuleContext, TestConnector } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';

export const pauseRules = rulesOf('pauseConnector', [
  {
    rule: '202-without-body',
    says: 'It answers 202 without a body.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      (await ctx.put(path('/pause'))).hasStatus(202).hasNoBody();
    },
  },
  {
    rule: 'pauses',
    says: 'Soon afterwards the connector is PAUSED.',
    needs: ['connector'],
    async run(ctx) {
      await paused(ctx);
    },
  },
  {
    rule: 'pauses-tasks',
    says: 'Soon afterwards its tasks are PAUSED; they stay, and their status can be asked for.',
    needs: ['task'],
    async run(ctx) {
      const connector = await paused(ctx);
      await ctx.untilState(connector, 'PAUSED', 'PAUSED');
      await ctx.eventually(async () =>
        (await ctx.get(connector.path('/tasks/0/status'))).hasStatus(200).hasMember('state', 'PAUSED'),
      );
      const tasks = (await ctx.get(connector.path('/tasks'))).hasStatus(200);
      tasks.check(Array.isArray(tasks.body) && tasks.body.length > 0, 'its tasks');
    },
  },
  {
    rule: 'idempotent',
    says: 'Pausing what is paused changes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await paused(ctx);
      (await ctx.put(connector.path('/pause'))).hasStatus(202).hasNoBody();
      await ctx.untilState(connector, 'PAUSED');
    },
  },
  {
    rule: 'keeps-config',
    says: 'The config of a paused connector stays as it was.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await paused(ctx);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: 'restart-keeps-paused',
    says: 'A restart of a paused connector leaves it paused.',
    needs: ['connector', 'distributed'],
    async run(ctx) {
      const connector = await paused(ctx);
      (await ctx.post(connector.path('/restart'))).hasStatus(204);
      await ctx.untilState(connector, 'PAUSED');
    },
  },
]);

export const resumeRules = rulesOf('resumeConnector', [
  {
    rule: '202-without-body',
    says: 'It answers 202 without a body.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      (await ctx.put(path('/resume'))).hasStatus(202).hasNoBody();
    },
  },
  {
    rule: 'resumes-paused',
    says: 'A paused connector and its tasks are RUNNING again soon after it was resumed.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await paused(ctx);
      const before = await ctx.get(connector.path('/tasks'));
      (await ctx.put(connector.path('/resume'))).hasStatus(202);
      await ctx.untilState(connector, 'RUNNING', (before.body as unknown[]).length === 0 ? [] : 'RUNNING');
    },
  },
  {
    rule: 'idempotent',
    says: 'Resuming what runs changes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      for (let time = 0; time < 2; time++) (await ctx.put(connector.path('/resume'))).hasStatus(202).hasNoBody();
      await ctx.untilState(connector, 'RUNNING');
    },
  },
  {
    rule: 'resumes-stopped',
    says: 'A stopped connector is started again, with its tasks.',
    source: 'KIP-875',
    since: '3.5',
    profile: 'standard',
    needs: ['task'],
    async run(ctx) {
      const connector = await stopped(ctx);
      (await ctx.put(connector.path('/resume'))).hasStatus(202);
      await ctx.untilState(connector, 'RUNNING', 'RUNNING');
    },
  },
  {
    rule: 'leaves-failed',
    says: 'Resuming a connector does not restart a task that has failed.',
    needs: ['file-sink', 'files'],
    async run(ctx) {
      const connector = await failedOnce(ctx);
      (await ctx.put(connector.path('/pause'))).hasStatus(202);
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.put(connector.path('/resume'))).hasStatus(202);
      await ctx.untilState(connector, 'RUNNING');
      await staysFailed(ctx, connector);
    },
  },
]);

export const stopRules = rulesOf('stopConnector', [
  {
    rule: '204-without-body',
    says: 'It answers 204 without a body.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      (await ctx.put(path('/stop'))).hasStatus(204).hasNoBody();
    },
  },
  {
    rule: 'stops',
    says: 'Soon afterwards the connector is STOPPED, and its status shows no tasks.',
    needs: ['connector'],
    async run(ctx) {
      await stopped(ctx);
    },
  },
  {
    rule: 'removes-tasks',
    says: 'A stopped connector has no tasks: not in the list, not in the connector, and the status of a former one is a 404.',
    needs: ['task'],
    async run(ctx) {
      const connector = await stopped(ctx);
      await ctx.eventually(async () => {
        (await ctx.get(connector.path('/tasks'))).hasStatus(200).hasBody([]);
        (await ctx.get(connector.path())).hasStatus(200).hasMember('tasks', []);
        (await ctx.get(connector.path('/tasks/0/status'))).isError(404);
      });
    },
  },
  {
    rule: 'idempotent',
    says: 'Stopping what is stopped changes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await stopped(ctx);
      (await ctx.put(connector.path('/stop'))).hasStatus(204).hasNoBody();
      await ctx.untilState(connector, 'STOPPED', []);
    },
  },
  {
    rule: 'keeps-config',
    says: 'The config of a stopped connector stays as it was, and it is still in the list.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await stopped(ctx);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
      const list = (await ctx.get('/connectors')).hasStatus(200);
      list.check(Array.isArray(list.body) && list.body.includes(name), `${name} in the list`);
    },
  },
  {
    rule: 'stops-paused',
    says: 'A paused connector can be stopped.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await paused(ctx);
      (await ctx.put(connector.path('/stop'))).hasStatus(204);
      await ctx.untilState(connector, 'STOPPED', []);
    },
  },
  {
    rule: 'pause-keeps-stopped-without-tasks',
    says: 'A stopped connector that is paused has no tasks before it is resumed.',
    needs: ['task'],
    async run(ctx) {
      const connector = await stopped(ctx);
      (await ctx.put(connector.path('/pause'))).hasStatus(202);
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.put(connector.path('/resume'))).hasStatus(202);
      await ctx.untilState(connector, 'RUNNING', 'RUNNING');
    },
  },
  {
    rule: 'stops-failed',
    says: 'A connector whose tasks have failed can be stopped, and shows none of them then.',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await failing(ctx);
      (await ctx.put(connector.path('/stop'))).hasStatus(204);
      await ctx.untilState(connector, 'STOPPED', []);
    },
  },
]);

export const restartConnectorRules = rulesOf('restartConnector', [
  {
    rule: '204-without-body',
    says: 'Without parameters it answers 204 without a body, and the connector runs afterwards.',
    needs: ['connector', 'distributed'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      (await ctx.post(connector.path('/restart'))).hasStatus(204).hasNoBody();
      await ctx.untilState(connector, 'RUNNING');
    },
  },
  {
    rule: 'without-parameters',
    says: 'Without parameters, or with both false, it answers 204 without a body.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      for (const query of ['', '?includeTasks=false&onlyFailed=false', '?includeTasks=false']) {
        (await ctx.post(connector.path(`/restart${query}`))).hasStatus(204).hasNoBody();
      }
      await ctx.untilState(connector, 'RUNNING');
    },
  },
  {
    rule: 'tasks-untouched',
    says: 'Without includeTasks failed tasks stay failed.',
    needs: ['file-sink', 'files'],
    async run(ctx) {
      const connector = await failedOnce(ctx);
      (await ctx.post(connector.path('/restart'))).hasStatus(204);
      await ctx.untilState(connector, 'RUNNING');
      await staysFailed(ctx, connector);
    },
  },
  {
    rule: '202-include-tasks',
    says: 'With includeTasks=true it answers 202 and the status in which connector and tasks are RESTARTING.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['task'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      const answer = await ctx.post(connector.path('/restart?includeTasks=true'));
      answer.hasStatus(202).hasJson().hasMember('name', connector.name);
      showsStates(answer, 'RESTARTING', ['RESTARTING']);
      await ctx.untilState(connector, 'RUNNING', 'RUNNING');
    },
  },
  {
    rule: '202-only-failed-nothing-failed',
    says: 'With onlyFailed=true it answers 202 and restarts nothing where nothing has failed: the status stays as it is.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['task'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      for (const query of ['?onlyFailed=true', '?includeTasks=true&onlyFailed=true']) {
        const answer = await ctx.post(connector.path(`/restart${query}`));
        showsStates(answer.hasStatus(202).hasJson(), 'RUNNING', ['RUNNING']);
      }
    },
  },
  {
    rule: '202-only-failed-tasks',
    says: 'With includeTasks=true and onlyFailed=true the failed tasks are RESTARTING, and the connector, which runs, is not.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await failing(ctx);
      const answer = await ctx.post(connector.path('/restart?includeTasks=true&onlyFailed=true'));
      showsStates(answer.hasStatus(202).hasJson(), 'RUNNING', ['RESTARTING']);
    },
  },
  {
    rule: '202-only-failed-without-tasks',
    says: 'With onlyFailed=true and without includeTasks failed tasks are left alone.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await failing(ctx);
      const answer = await ctx.post(connector.path('/restart?onlyFailed=true'));
      showsStates(answer.hasStatus(202).hasJson(), 'RUNNING', ['FAILED']);
    },
  },
  {
    rule: 'include-tasks-restarts-all',
    says: 'With includeTasks=true all tasks are restarted, in any number.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await ctx.createRunning({ file: true, kind: 'sink', path: '/dev/null', with: { 'tasks.max': '2' } });
      await ctx.untilState(connector, 'RUNNING', ['RUNNING', 'RUNNING']);
      const answer = await ctx.post(connector.path('/restart?includeTasks=true'));
      showsStates(answer.hasStatus(202), 'RESTARTING', ['RESTARTING', 'RESTARTING']);
      await ctx.untilState(connector, 'RUNNING', ['RUNNING', 'RUNNING']);
    },
  },
  {
    rule: 'flags-any-case',
    level: 'SHOULD',
    says: 'Letter case does not matter in the values of includeTasks and onlyFailed.',
    source: 'KIP-745',
    since: '3.0',
    needs: ['task'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      const answer = await ctx.post(connector.path('/restart?includeTasks=TRUE'));
      showsStates(answer.hasStatus(202), 'RESTARTING', ['RESTARTING']);
    },
  },
  {
    rule: 'keeps-config',
    says: 'A restart leaves the config as it was.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.createRunning();
      (await ctx.post(path('/restart'))).hasStatus(204);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
]);

/** A running connector that was paused. */
async function paused(ctx: RuleContext): Promise<TestConnector> {
  const connector = await ctx.createRunning();
  (await ctx.put(connector.path('/pause'))).hasStatus(202);
  await ctx.untilState(connector, 'PAUSED');
  return connector;
}

/** A running connector that was stopped. */
export async function stopped(ctx: RuleContext): Promise<TestConnector> {
  const connector = await ctx.createRunning();
  (await ctx.put(connector.path('/stop'))).hasStatus(204);
  await ctx.untilState(connector, 'STOPPED', []);
  return connector;
}

/** A sink that runs, and whose task fails: the folder of its file is not there. */
export async function failing(ctx: RuleContext): Promise<TestConnector> {
  const connector = await ctx.create({ file: true, kind: 'sink', path: `${ctx.folder}/none/none` });
  await ctx.untilState(connector, 'RUNNING', 'FAILED');
  return connector;
}

/** A sink whose task has failed, and would not fail again: the folder of its file is there now. */
async function failedOnce(ctx: RuleContext): Promise<TestConnector> {
  const folder = `${ctx.folder}/once-${ctx.name()}`;
  const connector = await ctx.create({ file: true, kind: 'sink', path: `${folder}/out.txt` });
  await ctx.untilState(connector, 'RUNNING', 'FAILED');
  await mkdir(folder);
  return connector;
}

/** Nothing is restarted that was not asked for: not in the time in which another connector starts. */
async function staysFailed(ctx: RuleContext, connector: TestConnector): Promise<void> {
  await ctx.createRunning();
  const status = (await ctx.get(connector.path('/status'))).hasStatus(200);
  showsStates(status, 'RUNNING', ['FAILED']);
}

function showsStates(status: Awaited<ReturnType<RuleContext['get']>>, connector: string, tasks: readonly string[]): void {
  const found = (status.member('connector') as { state?: unknown } | undefined)?.state;
  status.check(found === connector, `the connector to be ${connector}`, `it ${String(found)}`);
  const states = ((status.member('tasks') ?? []) as { state?: unknown }[]).map(({ state }) => String(state));
  status.check(states.join() === tasks.join(), `the tasks to be ${tasks.join(', ')}`, states.join(', ') || 'no tasks');
}

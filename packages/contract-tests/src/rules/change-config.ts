import { connectorPath } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { isAbsent } from './create-connector.ts';
import { rulesOf } from './define-rules.ts';
import { mistake } from './mechanical/bodies.ts';

export const putConnectorConfigRules = rulesOf('putConnectorConfig', [
  {
    rule: '201-creates',
    says: 'For a name that is not there it creates the connector: 201, its address in Location, and what POST would have answered.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const config = ctx.config();
      const answer = await ctx.put(connectorPath(name, '/config'), config);
      answer
        .hasStatus(201)
        .hasJson()
        .hasMember('name', name)
        .hasMember('config', { ...config, name });
      const location = answer.header('location') ?? 'none';
      answer.check(location.endsWith(connectorPath(name)), `Location to end in ${connectorPath(name)}`, location);
      (await ctx.get(connectorPath(name))).hasStatus(200).hasMember('name', name);
    },
  },
  {
    rule: '200-replaces',
    says: 'For a connector that is there it answers 200 with the connector, without Location.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path, created } = await ctx.createRunning();
      const changed = { ...config, 'millrace.test': 'b' };
      const answer = await ctx.put(path('/config'), changed);
      answer
        .hasStatus(200)
        .hasJson()
        .hasMember('name', name)
        .hasMember('config', { ...changed, name });
      answer.hasMember('type', created.member('type'));
      answer.check(answer.header('location') === undefined, 'no Location header', answer.header('location'));
    },
  },
  {
    rule: 'read-your-write',
    says: 'What was put is there at once, in the connector and in its config.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.createRunning();
      const changed = { ...config, 'millrace.test': 'b' };
      (await ctx.put(path('/config'), changed)).hasStatus(200);
      await ctx.eventually(async () => {
        (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...changed, name });
        (await ctx.get(path())).hasStatus(200).hasMember('config', { ...changed, name });
      }, 10_000);
    },
  },
  {
    rule: 'removes-what-is-left-out',
    says: 'The config is replaced as a whole: settings that are left out are gone.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create({ with: { 'millrace.a': '1', 'millrace.b': '2' } });
      const { 'millrace.a': _, ...rest } = config;
      (await ctx.put(path('/config'), rest)).hasStatus(200).hasMember('config', { ...rest, name });
      await ctx.eventually(async () => (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...rest, name }), 10_000);
    },
  },
  {
    rule: 'idempotent',
    says: 'The same config can be put again and again, and the connector still runs.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      for (let time = 0; time < 3; time++) {
        (await ctx.put(connector.path('/config'), connector.config))
          .hasStatus(200)
          .hasMember('config', { ...connector.config, name: connector.name });
      }
      await ctx.untilState(connector, 'RUNNING');
    },
  },
  {
    rule: 'shows-tasks',
    says: 'For a connector that is there the answer shows its tasks.',
    needs: ['task'],
    async run(ctx) {
      const { name, config, path } = await ctx.createRunning();
      (await ctx.put(path('/config'), config)).hasStatus(200).hasMember('tasks', [{ connector: name, task: 0 }]);
    },
  },
  {
    rule: 'tasks-get-it',
    says: 'Soon after, the tasks have the new config too, and run.',
    needs: ['file-source'],
    async run(ctx) {
      const connector = await ctx.createRunning({ file: true, kind: 'source' });
      (await ctx.put(connector.path('/config'), { ...connector.config, 'batch.size': '7' })).hasStatus(200);
      await ctx.eventually(async () => {
        const tasks = (await ctx.get(connector.path('/tasks'))).hasStatus(200);
        const [task] = tasks.body as { config?: Record<string, unknown> }[];
        tasks.check(task?.config?.['batch.size'] === '7', 'batch.size 7 in the config of the task');
      });
      await ctx.untilState(connector, 'RUNNING', 'RUNNING');
    },
  },
  {
    rule: 'changes-number-of-tasks',
    says: 'With another tasks.max a sink gets another number of tasks.',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await ctx.createRunning({ file: true, kind: 'sink', path: '/dev/null', with: { 'tasks.max': '2' } });
      await ctx.untilState(connector, 'RUNNING', ['RUNNING', 'RUNNING']);
      (await ctx.put(connector.path('/config'), { ...connector.config, 'tasks.max': '1' })).hasStatus(200);
      await ctx.untilState(connector, 'RUNNING', ['RUNNING']);
    },
  },
  {
    rule: 'keeps-paused',
    says: 'A paused connector stays paused when its config is replaced.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      (await ctx.put(connector.path('/pause'))).hasStatus(202);
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.put(connector.path('/config'), { ...connector.config, 'millrace.test': 'b' })).hasStatus(200);
      await ctx.eventually(async () => (await ctx.get(connector.path('/config'))).hasMember('millrace.test', 'b'));
      await ctx.untilState(connector, 'PAUSED');
    },
  },
  {
    rule: 'keeps-stopped',
    says: 'A stopped connector stays stopped when its config is replaced.',
    source: 'KIP-875',
    since: '3.5',
    profile: 'standard',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      (await ctx.put(connector.path('/stop'))).hasStatus(204);
      await ctx.untilState(connector, 'STOPPED', []);
      (await ctx.put(connector.path('/config'), { ...connector.config, 'millrace.test': 'b' })).hasStatus(200);
      await ctx.eventually(async () => (await ctx.get(connector.path('/config'))).hasMember('millrace.test', 'b'));
      await ctx.untilState(connector, 'STOPPED', []);
    },
  },
  {
    rule: '400-another-name-in-config',
    says: 'A `name` in the config that is another is refused, and nothing changes.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const other = ctx.name();
      const answer = await ctx.put(path('/config'), { ...config, name: other, 'millrace.test': 'b' });
      answer.isError(400, `Connector name configuration (${other}) doesn't match connector name in the URL (${name})`);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
      await isAbsent(ctx, other);
    },
  },
  {
    rule: '400-invalid-config',
    says: 'A config that is wrong is refused, and the one that is there stays.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const answer = await ctx.put(path('/config'), { ...config, 'tasks.max': 'many' });
      answer.isError(400, /^Connector configuration is invalid and contains the following \d+ error\(s\):\n/);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: '400-invalid-new',
    says: 'A config that is wrong creates nothing.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      (await ctx.put(connectorPath(name, '/config'), ctx.config({ with: { 'tasks.max': '-1' } }))).isError(400);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: '400-no-connector-class',
    says: 'A config without connector.class is refused, and nothing is created.',
    async run(ctx) {
      const name = ctx.name();
      const answer = await ctx.put(connectorPath(name, '/config'), { 'tasks.max': '1' });
      answer.isError(400, /^Connector config \{.*\} contains no connector type$/);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: 'unknown-connector-class',
    says: 'A config whose connector.class is not installed is refused, and nothing is created.',
    async run(ctx) {
      const name = ctx.name();
      (await ctx.put(connectorPath(name, '/config'), { 'connector.class': `No.Such${name}` })).isError(mistake);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: 'values-as-text',
    says: 'Numbers and booleans are stored and shown as text.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const answer = await ctx.put(path('/config'), { ...config, 'millrace.number': 7, 'millrace.boolean': false });
      answer.hasStatus(200).hasMember('config', { ...config, 'millrace.number': '7', 'millrace.boolean': 'false', name });
    },
  },
  ...(
    [
      ['an-object', { a: 'b' }],
      ['an-array', ['a']],
    ] as const
  ).map(([what, value]) => ({
    rule: `wrong-type-setting-${what}`,
    says: `A setting whose value is ${what.replace('-', ' ')} is refused, and nothing changes.`,
    source: 'Contract, request bodies',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const name = ctx.name();
      (await ctx.put(connectorPath(name, '/config'), { ...ctx.config(), 'millrace.test': value })).isError(mistake);
      await isAbsent(ctx, name);
    },
  })),
  {
    rule: 'restarts-failed-task',
    says: 'A new config starts a failed task again.',
    needs: ['file-sink'],
    async run(ctx) {
      const connector = await ctx.create({ file: true, kind: 'sink', path: `${ctx.folder}/none/none` });
      await ctx.untilState(connector, 'RUNNING', 'FAILED');
      (await ctx.put(connector.path('/config'), { ...connector.config, file: '/dev/null' })).hasStatus(200);
      await ctx.untilState(connector, 'RUNNING', 'RUNNING');
    },
  },
]);

export const patchConnectorConfigRules = rulesOf('patchConnectorConfig', [
  {
    rule: '200-sets',
    says: 'Settings that are given are set, all others stay; the answer is the connector.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path, created } = await ctx.create({ with: { 'millrace.a': '1', 'millrace.b': '2' } });
      const answer = await ctx.patch(path('/config'), { 'millrace.b': '3', 'millrace.c': '4' });
      const expected = { ...config, 'millrace.b': '3', 'millrace.c': '4', name };
      answer
        .hasStatus(200)
        .hasJson()
        .hasMember('name', name)
        .hasMember('type', created.member('type'))
        .hasMember('config', expected);
      await ctx.eventually(async () => (await ctx.get(path('/config'))).hasStatus(200).hasBody(expected), 10_000);
    },
  },
  {
    rule: 'null-removes',
    says: 'A null removes the setting.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create({ with: { 'millrace.a': '1', 'millrace.b': '2' } });
      const { 'millrace.a': _, ...rest } = config;
      (await ctx.patch(path('/config'), { 'millrace.a': null })).hasStatus(200).hasMember('config', { ...rest, name });
      await ctx.eventually(async () => (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...rest, name }), 10_000);
    },
  },
  {
    rule: 'null-for-what-is-not-there',
    says: 'A null for a setting that is not there changes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      (await ctx.patch(path('/config'), { 'millrace.none': null })).hasStatus(200).hasMember('config', { ...config, name });
    },
  },
  {
    rule: 'empty-changes-nothing',
    says: 'An empty object changes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      (await ctx.patch(path('/config'), {})).hasStatus(200).hasMember('config', { ...config, name });
    },
  },
  {
    rule: 'empty-text-is-a-value',
    says: 'An empty text is a value, and removes nothing.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create({ with: { 'millrace.a': '1' } });
      (await ctx.patch(path('/config'), { 'millrace.a': '' }))
        .hasStatus(200)
        .hasMember('config', { ...config, 'millrace.a': '', name });
    },
  },
  {
    rule: 'values-as-text',
    says: 'Numbers and booleans are stored and shown as text.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const answer = await ctx.patch(path('/config'), { 'millrace.number': 7, 'millrace.boolean': true });
      answer.hasStatus(200).hasMember('config', { ...config, 'millrace.number': '7', 'millrace.boolean': 'true', name });
    },
  },
  {
    rule: '400-invalid-result',
    says: 'If the config that would result is wrong, it is refused as by POST, and nothing changes.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const answer = await ctx.patch(path('/config'), { 'tasks.max': 'many', 'millrace.test': 'b' });
      answer.isError(400, /^Connector configuration is invalid and contains the following \d+ error\(s\):\n/);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: '400-removes-what-is-required',
    says: 'A null for a setting that the connector requires is refused, and nothing changes.',
    needs: ['file-source'],
    async run(ctx) {
      const { name, config, path } = await ctx.create({ file: true, kind: 'source' });
      const answer = await ctx.patch(path('/config'), { topic: null });
      answer.isError(400, /Missing required configuration "topic" which has no default value\./);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: 'keeps-paused',
    says: 'A paused connector stays paused when its config is changed.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      (await ctx.put(connector.path('/pause'))).hasStatus(202);
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.patch(connector.path('/config'), { 'millrace.test': 'b' })).hasStatus(200);
      await ctx.eventually(async () => (await ctx.get(connector.path('/config'))).hasMember('millrace.test', 'b'));
      await ctx.untilState(connector, 'PAUSED');
    },
  },
  {
    rule: 'does-not-create',
    says: 'For a name that is not there nothing is created.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      (await ctx.patch(connectorPath(name, '/config'), ctx.config())).isError(404);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: 'wrong-type-setting',
    says: 'A setting whose value is an object or an array is refused, and nothing changes.',
    source: 'Contract, request bodies',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      for (const value of [{ a: 'b' }, ['a']]) (await ctx.patch(path('/config'), { 'millrace.test': value })).isError(mistake);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
]);

export const deleteConnectorRules = rulesOf('deleteConnector', [
  {
    rule: '204-without-body',
    says: 'It answers 204 without a body.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      (await ctx.delete(path())).hasStatus(204).hasNoBody();
    },
  },
  {
    rule: 'is-gone',
    says: 'Afterwards the connector, its config and its tasks are a 404.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.createRunning();
      (await ctx.delete(path())).hasStatus(204);
      await ctx.eventually(async () => {
        for (const below of ['', '/config', '/tasks']) (await ctx.get(path(below))).isError(404);
      }, 10_000);
    },
  },
  {
    rule: 'forgets-status',
    says: 'Soon afterwards its status and those of its tasks are a 404 too.',
    needs: ['task'],
    async run(ctx) {
      const { path } = await ctx.createRunning();
      (await ctx.delete(path())).hasStatus(204);
      await ctx.eventually(async () => {
        (await ctx.get(path('/status'))).isError(404);
        (await ctx.get(path('/tasks/0/status'))).isError(404);
      });
    },
  },
  {
    rule: 'twice',
    says: 'Deleting a connector once more is a 404.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      (await ctx.delete(path())).hasStatus(204);
      await ctx.eventually(async () => (await ctx.delete(path())).isError(404), 10_000);
    },
  },
  {
    rule: 'leaves-others',
    says: 'Other connectors stay as they are.',
    needs: ['connector'],
    async run(ctx) {
      const [first, second] = await Promise.all([ctx.create(), ctx.createRunning()]);
      (await ctx.delete(first.path())).hasStatus(204);
      (await ctx.get(second.path('/config'))).hasStatus(200).hasBody({ ...second.config, name: second.name });
      await ctx.untilState(second, 'RUNNING');
    },
  },
  {
    rule: 'paused',
    says: 'A paused connector can be deleted.',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.createRunning();
      (await ctx.put(connector.path('/pause'))).hasStatus(202);
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.delete(connector.path())).hasStatus(204);
      await ctx.eventually(async () => (await ctx.get(connector.path())).isError(404), 10_000);
    },
  },
  {
    rule: 'concurrent',
    says: 'Of several requests at the same time to delete one connector at least one is answered with 204 and all others with 204 or 404.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.create();
      const answers = await Promise.all(Array.from({ length: 4 }, async () => ctx.delete(path())));
      for (const answer of answers) answer.hasStatus(204, 404);
      answers[0]?.check(
        answers.some(({ status }) => status === 204),
        'a 204 among the answers',
        'none',
      );
      await ctx.eventually(async () => (await ctx.get(path())).isError(404), 10_000);
    },
  },
]);

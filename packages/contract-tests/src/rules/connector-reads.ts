import { connectorPath } from '../http/path.ts';
import { isObject } from '../http/answer.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { isListed } from './create-connector.ts';
import { rulesOf } from './define-rules.ts';

export const listConnectorsRules = rulesOf('listConnectors', [
  {
    rule: 'array-of-names',
    says: 'Without `expand` it is an array of names, each there once.',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      const list = (await ctx.get('/connectors')).hasStatus(200).hasJson();
      list.check(Array.isArray(list.body), 'an array');
      const names = list.body as unknown[];
      list.check(names.every((one) => typeof one === 'string') && new Set(names).size === names.length, 'names, each once');
      list.check(names.includes(name), `${name} among them`);
    },
  },
  {
    rule: 'without-deleted',
    says: 'A connector that was deleted is not in the list any more.',
    needs: ['connector'],
    async run(ctx) {
      const { name, path } = await ctx.create();
      (await ctx.delete(path())).hasStatus(204);
      await ctx.eventually(async () => isListed(ctx, name, false), 10_000);
    },
  },
  ...(
    [
      ['status', ['status']],
      ['info', ['info']],
      ['both', ['status', 'info']],
    ] as const
  ).map(([rule, parts]) => ({
    rule: `expand-${rule}`,
    says: `With ${parts.map((part) => `expand=${part}`).join('&')} it is an object by names that holds ${parts.join(' and ')} of each, and nothing else.`,
    source: 'KIP-465',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const { name } = await ctx.shared();
      const list = (await ctx.get(`/connectors?${parts.map((part) => `expand=${part}`).join('&')}`)).hasStatus(200).hasJson();
      const mine = list.member(name);
      list.check(isObject(mine), `a member ${name}`);
      const keys = Object.keys(mine as object).toSorted();
      list.check(
        keys.join() === [...parts].toSorted().join(),
        `nothing but ${parts.join(' and ')} in it`,
        keys.join(' and ') || 'nothing',
      );
    },
  })),
  {
    rule: 'expand-order',
    says: 'The order of several expand parameters makes no difference.',
    source: 'KIP-465',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      const list = (await ctx.get('/connectors?expand=info&expand=status')).hasStatus(200);
      const mine = list.member(name);
      list.check(isObject(mine) && isObject(mine['info']) && isObject(mine['status']), `info and status of ${name}`);
    },
  },
  {
    rule: 'expand-info-is-connector',
    says: 'expand=info tells of a connector what GET /connectors/{name} does.',
    source: 'KIP-465',
    needs: ['connector'],
    async run(ctx) {
      const { name, path } = await ctx.shared();
      await ctx.eventually(async () => {
        const alone = (await ctx.get(path())).hasStatus(200);
        const list = (await ctx.get('/connectors?expand=info')).hasStatus(200);
        list.hasMember(name, { info: alone.body });
      });
    },
  },
  {
    rule: 'expand-status-is-status',
    says: 'expand=status tells of a connector what GET /connectors/{name}/status does.',
    source: 'KIP-465',
    needs: ['connector'],
    async run(ctx) {
      const { name, path } = await ctx.shared();
      await ctx.eventually(async () => {
        const alone = (await ctx.get(path('/status'))).hasStatus(200);
        const list = (await ctx.get('/connectors?expand=status')).hasStatus(200);
        list.hasMember(name, { status: alone.body });
      });
    },
  },
  {
    rule: 'expand-unknown',
    says: 'A value of expand that nobody knows adds nothing: each connector has an empty object.',
    source: 'KIP-465',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      (await ctx.get('/connectors?expand=colour')).hasStatus(200).hasJson().hasMember(name, {});
    },
  },
  {
    rule: 'expand-unknown-beside-known',
    level: 'SHOULD',
    says: 'A value of expand that nobody knows does no harm to one that is known.',
    source: 'KIP-465',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      const list = (await ctx.get('/connectors?expand=colour&expand=info')).hasStatus(200).hasJson();
      const mine = list.member(name);
      list.check(isObject(mine) && Object.keys(mine).join() === 'info', `info of ${name}, and nothing else`);
    },
  },
]);

export const getConnectorRules = rulesOf('getConnector', [
  {
    rule: 'is-as-created',
    says: 'It shows name, config with `name` in it, and type as they were when it was created.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, created, path } = await ctx.shared();
      const answer = (await ctx.get(path())).hasStatus(200).hasJson();
      answer
        .hasMember('name', name)
        .hasMember('config', { ...config, name })
        .hasMember('type', created.member('type'));
    },
  },
  {
    rule: 'tasks-as-listed',
    says: 'Its tasks are those of GET /connectors/{name}/tasks, as {connector, task}.',
    needs: ['task'],
    async run(ctx) {
      const { path } = await ctx.shared();
      const tasks = (await ctx.get(path('/tasks'))).hasStatus(200);
      const ids = (tasks.body as { id: unknown }[]).map(({ id }) => id);
      (await ctx.get(path())).hasStatus(200).hasMember('tasks', ids);
    },
  },
  {
    rule: 'values-are-text',
    says: 'All values of the config are text.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.shared();
      const answer = (await ctx.get(path())).hasStatus(200);
      const values = Object.values(answer.member('config') ?? {});
      answer.check(values.length > 0 && values.every((value) => typeof value === 'string'), 'text values only');
    },
  },
  {
    rule: 'names-by-case',
    says: 'Letter case counts in a name.',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      (await ctx.get(connectorPath(name.toUpperCase()))).isError(404);
    },
  },
  {
    rule: 'no-part-of-a-name',
    says: 'A part of a name is none.',
    needs: ['connector'],
    async run(ctx) {
      const { name } = await ctx.shared();
      (await ctx.get(connectorPath(name.slice(0, -2)))).isError(404);
    },
  },
  {
    rule: 'unknown-path-below',
    says: 'A path below a connector that does not exist is a 404 that says so.',
    source: 'Contract, general answers',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.shared();
      for (const below of ['/nothing', '/config/nothing', '/tasks/0', '/tasks/0/nothing', '/offsets/0']) {
        (await ctx.get(path(below))).isError(404, 'HTTP 404 Not Found');
      }
    },
  },
  {
    rule: 'is-json-content-type',
    level: 'SHOULD',
    says: 'The content type of an answer is application/json without a charset: JSON is always UTF-8.',
    source: 'RFC 8259, section 11',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.shared();
      const answer = (await ctx.get(path())).hasStatus(200);
      answer.check(
        answer.header('content-type') === 'application/json',
        'Content-Type: application/json',
        answer.header('content-type') ?? 'none',
      );
    },
  },
  ...names().map(([rule, what, label, level]) => ({
    rule: `name-with-${rule}`,
    level,
    says: `A connector whose name has ${what} in it can be created, read, listed, paused and deleted; in paths the name is percent-encoded once.`,
    source: 'RFC 3986, section 2.1',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const { name, path } = await ctx.create({ label });
      (await ctx.get(path())).hasStatus(200).hasMember('name', name);
      await ctx.eventually(async () => {
        await isListed(ctx, name, true);
        (await ctx.get(path('/status'))).hasStatus(200).hasMember('name', name);
      });
      (await ctx.put(path('/pause'))).hasStatus(202);
      (await ctx.delete(path())).hasStatus(204);
      await ctx.eventually(async () => isListed(ctx, name, false), 10_000);
    },
  })),
]);

function names(): (readonly [string, string, string, 'MUST' | 'SHOULD'])[] {
  return [
    ['blank', 'a blank', 'a b', 'MUST'],
    ['question-mark', 'a question mark', 'a?b', 'MUST'],
    ['hash', 'a hash', 'a#b', 'MUST'],
    ['ampersand', 'an ampersand and an equals sign', 'a&b=c', 'MUST'],
    ['plus', 'a plus sign', 'a+b', 'MUST'],
    ['colon', 'a colon, a comma and an at sign', 'a:b,c@d', 'MUST'],
    ['quotes', 'quotes', `a"b'c`, 'SHOULD'],
    ['brackets', 'brackets', 'a[b](c)<d>', 'SHOULD'],
    ['accents', 'letters outside ASCII', 'ščüß', 'MUST'],
    ['emoji', 'a character beyond 16 bits', '馬🐎', 'SHOULD'],
    ['dots', 'dots', 'a..b.', 'SHOULD'],
  ];
}

export const getConnectorConfigRules = rulesOf('getConnectorConfig', [
  {
    rule: 'is-as-created',
    says: 'It is the config as it was sent, with `name` in it and nothing else added.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.shared();
      (await ctx.get(path('/config')))
        .hasStatus(200)
        .hasJson()
        .hasBody({ ...config, name });
    },
  },
  {
    rule: 'is-that-of-the-connector',
    says: 'It is the `config` that GET /connectors/{name} shows.',
    needs: ['connector'],
    async run(ctx) {
      const { path } = await ctx.shared();
      const whole = (await ctx.get(path())).hasStatus(200);
      (await ctx.get(path('/config'))).hasStatus(200).hasBody(whole.member('config'));
    },
  },
]);

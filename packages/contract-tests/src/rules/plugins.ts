import { isObject, type Answer } from '../http/answer.ts';
import { segment } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { fileClasses } from '../run/fixtures.ts';
import { rulesOf } from './define-rules.ts';

type Listed = { class: string; type: string; version?: string };

export const listPluginsRules = rulesOf('listPlugins', [
  {
    rule: 'connectors-only',
    says: 'Unless told otherwise only source and sink connectors are listed.',
    async run(ctx) {
      const list = await pluginList(ctx, '');
      const other = (list.body as Listed[]).find(({ type }) => type !== 'source' && type !== 'sink');
      list.check(other === undefined, 'sources and sinks only', JSON.stringify(other));
    },
  },
  {
    rule: 'has-a-connector',
    level: 'SHOULD',
    says: 'There is at least one connector.',
    async run(ctx) {
      const list = await pluginList(ctx, '');
      list.check((list.body as Listed[]).length > 0, 'a connector', 'an empty list');
    },
  },
  {
    rule: 'connectors-only-true',
    says: 'connectorsOnly=true lists what is listed without it.',
    source: 'KIP-769',
    since: '3.2',
    async run(ctx) {
      const plain = await pluginList(ctx, '');
      (await pluginList(ctx, '?connectorsOnly=true')).hasBody(plain.body);
    },
  },
  {
    rule: 'connectors-only-false',
    says: 'connectorsOnly=false lists the connectors, and converters, header converters, transformations and predicates as well.',
    source: 'KIP-769',
    since: '3.2',
    async run(ctx) {
      const plain = (await pluginList(ctx, '')).body as Listed[];
      const all = await pluginList(ctx, '?connectorsOnly=false');
      const listed = all.body as Listed[];
      const missing = plain.find((one) => !listed.some((two) => two.class === one.class && two.type === one.type));
      all.check(missing === undefined, 'all connectors among them', `${missing?.class} missing`);
      for (const type of ['converter', 'header_converter', 'transformation', 'predicate']) {
        all.check(
          listed.some((one) => one.type === type),
          `a plugin of type ${type}`,
          'none',
        );
      }
    },
  },
  {
    rule: 'each-once',
    since: '3.6',
    says: 'No plugin is listed twice with the same class, type and version.',
    async run(ctx) {
      const list = await pluginList(ctx, '?connectorsOnly=false');
      const keys = (list.body as Listed[]).map((one) => JSON.stringify([one.class, one.type, one.version]));
      const twice = keys.find((key, index) => keys.indexOf(key) !== index);
      list.check(twice === undefined, 'each plugin once', `${twice} twice`);
    },
  },
  {
    rule: 'connectors-have-versions',
    level: 'SHOULD',
    says: 'Connectors are listed with their versions.',
    async run(ctx) {
      const list = await pluginList(ctx, '');
      const without = (list.body as Listed[]).find(({ version }) => typeof version !== 'string');
      list.check(without === undefined, 'a version of each', `none of ${without?.class}`);
    },
  },
]);

export const pluginConfigRules = rulesOf('getPluginConfig', [
  {
    rule: 'keys-of-a-connector',
    since: '3.4',
    says: 'Of a connector it tells its own settings and those that Kafka Connect gives to all: `connector.class`, `name`, `tasks.max` among them.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await configOf(ctx, ctx.config()['connector.class'] ?? '');
      const names = keysOf(answer).map(({ name }) => name);
      for (const name of ['connector.class', 'name', 'tasks.max', 'key.converter', 'transforms']) {
        answer.check(names.includes(name), `${name} among the settings`, names.join(', '));
      }
    },
  },
  {
    rule: 'each-key-once',
    says: 'Each setting is told once.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await configOf(ctx, ctx.config()['connector.class'] ?? '');
      const names = keysOf(answer).map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      answer.check(twice === undefined, 'each setting once', `${twice} twice`);
    },
  },
  {
    rule: 'required-has-no-default',
    says: 'A setting is required if it has no default, and then default_value is null.',
    needs: ['file-source'],
    async run(ctx) {
      const answer = await configOf(ctx, fileClasses.source);
      const topic = keysOf(answer).find(({ name }) => name === 'topic');
      answer.check(
        topic?.['required'] === true && topic['default_value'] === null,
        '`topic` to be required, without default',
        JSON.stringify(topic),
      );
      const batch = keysOf(answer).find(({ name }) => name === 'batch.size');
      answer.check(
        batch?.['required'] === false && batch['default_value'] === '2000',
        '`batch.size` to have the default 2000',
        JSON.stringify(batch),
      );
    },
  },
  {
    rule: 'file-source-keys',
    since: '3.4',
    says: 'The file source has `file`, `topic` and `batch.size`, with their types.',
    needs: ['file-source'],
    async run(ctx) {
      const answer = await configOf(ctx, fileClasses.source);
      const types = keysOf(answer).map(({ name, type }) => `${name} ${String(type)}`);
      for (const one of ['file STRING', 'topic STRING', 'batch.size INT']) {
        answer.check(types.includes(one), `a setting ${one}`, types.join(', '));
      }
    },
  },
  {
    rule: 'by-alias',
    says: 'A plugin can be asked for by its alias.',
    needs: ['file-source'],
    async run(ctx) {
      const whole = await configOf(ctx, fileClasses.source);
      for (const alias of ['FileStreamSource', 'FileStreamSourceConnector']) (await configOf(ctx, alias)).hasBody(whole.body);
    },
  },
  ...(
    [
      ['converter', 'org.apache.kafka.connect.json.JsonConverter', 'schemas.enable', 'json-converter'],
      ['transformation', 'org.apache.kafka.connect.transforms.RegexRouter', 'regex', 'transforms'],
      ['nested-transformation', 'org.apache.kafka.connect.transforms.InsertField$Value', 'static.field', 'transforms'],
      ['predicate', 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches', 'pattern', 'transforms'],
    ] as const
  ).map(([rule, plugin, key, need]) => ({
    rule: `of-a-${rule}`,
    says: `It tells the settings of a ${rule.replace('-', ' ')} too: ${key} of ${plugin}.`,
    needs: [need] as const,
    run: async (ctx: RuleContext) => {
      const answer = await configOf(ctx, plugin);
      const names = keysOf(answer).map(({ name }) => name);
      answer.check(names.includes(key), `a setting ${key}`, names.join(', ') || 'none');
    },
  })),
  {
    rule: '404-unknown-plugin',
    says: 'A plugin that is not installed is a 404.',
    async run(ctx) {
      (await ctx.get('/connector-plugins/No.Such.Plugin/config')).isError(404).hasJson();
    },
  },
  {
    rule: '404-message',
    level: 'SHOULD',
    says: 'For a plugin that is not installed it says `Unknown plugin <name>.`.',
    async run(ctx) {
      (await ctx.get('/connector-plugins/No.Such.Plugin/config')).isError(404, 'Unknown plugin No.Such.Plugin.');
    },
  },
  {
    rule: 'of-every-plugin',
    says: 'It answers for every plugin that the list of plugins shows.',
    async run(ctx) {
      const listed = (await pluginList(ctx, '?connectorsOnly=false')).body as Listed[];
      for (const plugin of new Set(listed.map((one) => one.class))) {
        const answer = await configOf(ctx, plugin);
        answer.check(Array.isArray(answer.body), 'an array of settings');
      }
    },
  },
]);

async function pluginList(ctx: RuleContext, query: string): Promise<Answer> {
  const list = (await ctx.get(`/connector-plugins${query}`)).hasStatus(200).hasJson();
  return list.check(Array.isArray(list.body) && list.body.every((one) => isObject(one)), 'an array of objects');
}

async function configOf(ctx: RuleContext, plugin: string): Promise<Answer> {
  const answer = (await ctx.get(`/connector-plugins/${segment(plugin)}/config`)).hasStatus(200).hasJson();
  return answer.check(Array.isArray(answer.body) && answer.body.every((one) => isObject(one)), 'an array of objects');
}

function keysOf(answer: Answer): ({ name: string } & Record<string, unknown>)[] {
  return answer.body as ({ name: string } & Record<string, unknown>)[];
}

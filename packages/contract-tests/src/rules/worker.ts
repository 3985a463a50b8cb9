import { rulesOf } from './define-rules.ts';

export const workerRules = [
  ...rulesOf('getServerInfo', [
    {
      rule: 'version',
      says: 'It tells the version, the commit and the id of the Kafka cluster, as text.',
      async run(ctx) {
        const root = (await ctx.get('/')).hasStatus(200).hasJson();
        for (const name of ['version', 'commit', 'kafka_cluster_id']) {
          root.check(
            typeof root.member(name) === 'string' && root.member(name) !== '',
            `\`${name}\` to be text`,
            JSON.stringify(root.member(name)),
          );
        }
      },
    },
    {
      rule: 'stable',
      says: 'It tells the same each time.',
      async run(ctx) {
        const first = (await ctx.get('/')).hasStatus(200);
        (await ctx.get('/')).hasStatus(200).hasBody(first.body);
      },
    },
    {
      rule: '404-unknown-path',
      says: 'A path that there is not is a 404 with an error body.',
      source: 'Contract, general answers',
      async run(ctx) {
        for (const path of ['/nothing', '/connector', '/connectors2', '/admin', '/admin/nothing', '/connector-plugins/x/y/z']) {
          (await ctx.get(path)).isError(404, 'HTTP 404 Not Found');
        }
      },
    },
    {
      rule: 'paths-by-case',
      level: 'SHOULD',
      says: 'Letter case counts in a path.',
      source: 'RFC 3986, section 6.2.2.1',
      async run(ctx) {
        for (const path of ['/Connectors', '/CONNECTORS', '/Connector-Plugins']) (await ctx.get(path)).isError(404);
      },
    },
    {
      rule: 'two-requests-one-connection',
      level: 'SHOULD',
      says: 'A connection can be used for several requests, also after one that was refused.',
      source: 'RFC 9112, section 9.3',
      async run(ctx) {
        for (const path of ['/', '/nothing', '/', '/connectors'])
          (await ctx.get(path)).hasStatus(path === '/nothing' ? 404 : 200);
      },
    },
  ]),
  ...rulesOf('getHealth', [
    {
      rule: 'healthy',
      says: 'A worker that works is `healthy`.',
      async run(ctx) {
        await ctx.eventually(async () => (await ctx.get('/health')).hasStatus(200).hasJson().hasMember('status', 'healthy'));
      },
    },
    {
      rule: 'says-so-in-words',
      level: 'SHOULD',
      says: 'It says in words what it is too.',
      async run(ctx) {
        const health = (await ctx.get('/health')).hasStatus(200);
        health.saysMessage('Worker has completed startup and is ready to handle requests.');
      },
    },
  ]),
];

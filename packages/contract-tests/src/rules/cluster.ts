import { isObject, type Answer } from '../http/answer.ts';
import { connectorPath } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { rulesOf, type RuleDraft } from './define-rules.ts';

const about = { profile: 'cluster', needs: ['workers', 'connector'] } as const;
const anyWorker = 'Kafka documentation, Kafka Connect, distributed mode';

/** What a cluster of several workers adds: any of them takes any request, and all say the same. */
export const clusterRules = [
  ...rulesOf('getServerInfo', [
    {
      ...about,
      needs: ['workers'],
      source: 'KIP-238',
      rule: 'cluster-one-kafka',
      says: 'All workers are connected to the same Kafka cluster.',
      async run(ctx) {
        const ids = await fromAll(ctx, '/', (answer) => answer.member('kafka_cluster_id'));
        same(ids, 'one kafka_cluster_id');
      },
    },
  ]),
  ...rulesOf('createConnector', [
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-on-any-worker',
      says: 'Every worker takes the creation of a connector, whichever is the leader, and says the same of it.',
      async run(ctx) {
        for (const worker of ctx.workers) {
          const name = ctx.name();
          const answer = await worker.send('POST', '/connectors', { json: { name, config: ctx.config() } });
          answer.hasStatus(201).hasJson().hasMember('name', name).hasMember('tasks', []);
          (await worker.get(connectorPath(name))).hasStatus(200);
        }
      },
    },
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-location-of-any-worker',
      level: 'SHOULD',
      says: 'The Location header has the address of the worker that was asked, or of the leader, and leads to the connector.',
      async run(ctx) {
        for (const worker of ctx.workers) {
          const name = ctx.name();
          const answer = await worker.send('POST', '/connectors', { json: { name, config: ctx.config() } });
          const location = answer.hasStatus(201).header('location') ?? 'none';
          answer.check(location.endsWith(connectorPath(name)), `Location to end in ${connectorPath(name)}`, location);
        }
      },
    },
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-seen-by-all',
      says: 'A connector that one worker was asked to create is soon there for all: by its name, its config, its status, and in the list.',
      async run(ctx) {
        const { name, config } = await ctx.create();
        for (const worker of ctx.workers) {
          await ctx.eventually(async () => {
            (await worker.get(connectorPath(name))).hasStatus(200).hasMember('config', { ...config, name });
            (await worker.get(connectorPath(name, '/status'))).hasStatus(200).hasMember('name', name);
            const list = (await worker.get('/connectors')).hasStatus(200);
            list.check(Array.isArray(list.body) && list.body.includes(name), `${name} in the list`);
          });
        }
      },
    },
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-409-on-any-worker',
      says: 'A name that is taken is a 409 on every worker.',
      async run(ctx) {
        const { name, config } = await ctx.createRunning();
        for (const worker of ctx.workers) {
          await ctx.eventually(async () =>
            (await worker.send('POST', '/connectors', { json: { name, config } })).isError(
              409,
              `Connector ${name} already exists`,
            ),
          );
        }
      },
    },
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-400-on-any-worker',
      says: 'A config that is wrong is refused by every worker with the same words.',
      async run(ctx) {
        const name = ctx.name();
        const json = { name, config: ctx.config({ with: { 'tasks.max': 'many' } }) };
        const messages: [Answer, unknown][] = [];
        for (const worker of ctx.workers) {
          const answer = (await worker.send('POST', '/connectors', { json })).isError(400);
          messages.push([answer, answer.message]);
        }
        same(messages, 'one message');
      },
    },
  ]),
  ...rulesOf('putConnectorConfig', [
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-seen-by-all',
      says: 'A new config that one worker was given is soon shown by all.',
      async run(ctx) {
        const { name, config, path } = await ctx.createRunning();
        for (const [index, worker] of ctx.workers.entries()) {
          const changed = { ...config, 'millrace.test': String(index) };
          (await worker.send('PUT', path('/config'), { json: changed })).hasStatus(200);
          for (const other of ctx.workers) {
            await ctx.eventually(async () => (await other.get(path('/config'))).hasStatus(200).hasBody({ ...changed, name }));
          }
        }
      },
    },
  ]),
  ...rulesOf('deleteConnector', [
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-gone-for-all',
      says: 'A connector that the last worker was asked to delete is soon gone for all.',
      async run(ctx) {
        const { path } = await ctx.createRunning();
        const last = ctx.workers.at(-1)!;
        (await last.send('DELETE', path())).hasStatus(204);
        for (const worker of ctx.workers) {
          await ctx.eventually(async () => {
            (await worker.get(path())).isError(404);
            (await worker.get(path('/status'))).isError(404);
          });
        }
      },
    },
  ]),
  ...rulesOf('getConnectorStatus', [
    {
      ...about,
      source: anyWorker,
      rule: 'cluster-same-on-all',
      says: 'All workers soon show the same status.',
      async run(ctx) {
        const { path } = await ctx.createRunning();
        await ctx.eventually(async () => same(await fromAll(ctx, path('/status'), (answer) => answer.body), 'one status'));
      },
    },
    {
      ...about,
      source: 'KIP-415',
      rule: 'cluster-work-is-shared',
      says: 'With as many connectors as there are workers, and some more, every worker soon has something to do.',
      async run(ctx) {
        const made = await Promise.all(Array.from({ length: ctx.workers.length * 2 }, async () => ctx.create()));
        await ctx.eventually(
          async () => {
            const ids = new Set<unknown>();
            let last: Answer | undefined;
            for (const { path } of made) {
              last = (await ctx.get(path('/status'))).hasStatus(200);
              for (const one of [last.member('connector'), ...((last.member('tasks') ?? []) as unknown[])])
                ids.add(isObject(one) && one['worker_id']);
            }
            last?.check(
              ids.size >= ctx.workers.length,
              `${ctx.workers.length} worker_ids`,
              `${ids.size}: ${[...ids].join(', ')}`,
            );
          },
          Math.max(ctx.timeoutMs, 60_000),
        );
      },
    },
  ]),
  ...(['pause', 'resume', 'restart'] as const).flatMap((action) => actionRules(action)),
  ...rulesOf('stopConnector', [
    {
      ...about,
      source: 'KIP-875',
      rule: 'cluster-on-any-worker',
      says: 'Every worker takes the request to stop a connector, and it is soon STOPPED for all.',
      async run(ctx) {
        for (const worker of ctx.workers) {
          const connector = await ctx.createRunning();
          (await worker.send('PUT', connector.path('/stop'))).hasStatus(204);
          for (const other of ctx.workers) await untilState(ctx, other, connector.path('/status'), 'STOPPED');
        }
      },
    },
  ]),
  ...rulesOf('listPlugins', [
    {
      ...about,
      needs: ['workers'],
      level: 'SHOULD',
      source: anyWorker,
      rule: 'cluster-same-on-all',
      says: 'All workers have the same plugins.',
      async run(ctx) {
        same(await fromAll(ctx, '/connector-plugins', (answer) => answer.body), 'one list');
      },
    },
  ]),
  ...rulesOf('setLoggerLevel', [
    {
      profile: 'cluster',
      needs: ['workers', 'cluster-loggers'],
      source: 'KIP-976',
      since: '3.7',
      rule: 'cluster-scope-on-all',
      says: 'With scope=cluster the level is soon set on all workers.',
      async run(ctx) {
        const path = `/admin/loggers/${ctx.name()}`;
        (await ctx.send('PUT', `${path}?scope=cluster`, { json: { level: 'TRACE' } })).hasStatus(204).hasNoBody();
        for (const worker of ctx.workers) {
          await ctx.eventually(async () => (await worker.get(path)).hasStatus(200).hasMember('level', 'TRACE'));
        }
      },
    },
    {
      profile: 'cluster',
      needs: ['workers'],
      source: 'KIP-495',
      rule: 'cluster-scope-worker-only-there',
      says: 'Without scope=cluster the level is set on the worker that was asked, and on no other.',
      async run(ctx) {
        const path = `/admin/loggers/${ctx.name()}`;
        const [first, ...others] = ctx.workers as [RuleContext['workers'][number], ...RuleContext['workers'][number][]];
        for (const level of ['TRACE', 'FATAL']) (await first.send('PUT', path, { json: { level } })).hasStatus(200);
        for (const other of others) (await other.get(path)).isError(404);
      },
    },
  ]),
];

function actionRules(action: 'pause' | 'resume' | 'restart') {
  const state = action === 'pause' ? 'PAUSED' : 'RUNNING';
  const draft: RuleDraft = {
    ...about,
    source: anyWorker,
    rule: 'cluster-on-any-worker',
    says: `Every worker takes the request to ${action} a connector, and it is soon ${state} for all.`,
    async run(ctx) {
      const connector = await ctx.createRunning();
      for (const worker of ctx.workers) {
        (await worker.send(action === 'restart' ? 'POST' : 'PUT', connector.path(`/${action}`))).hasStatus(
          action === 'restart' ? 204 : 202,
        );
        for (const other of ctx.workers) await untilState(ctx, other, connector.path('/status'), state);
      }
    },
  };
  return rulesOf(`${action}Connector`, [draft]);
}

async function untilState(ctx: RuleContext, worker: RuleContext['workers'][number], path: string, state: string): Promise<void> {
  await ctx.eventually(async () => {
    const status = (await worker.get(path)).hasStatus(200);
    const connector = status.member('connector');
    status.check(isObject(connector) && connector['state'] === state, `the connector to be ${state}`, JSON.stringify(connector));
  });
}

async function fromAll<T>(ctx: RuleContext, path: string, pick: (answer: Answer) => T): Promise<[Answer, T][]> {
  const found: [Answer, T][] = [];
  for (const worker of ctx.workers) {
    const answer = (await worker.get(path)).hasStatus(200);
    found.push([answer, pick(answer)]);
  }
  return found;
}

function same(found: readonly (readonly [Answer, unknown])[], what: string): void {
  const texts = found.map(([, value]) => JSON.stringify(value));
  const other = texts.findIndex((text) => text !== texts[0]);
  if (other > 0) found[other]?.[0].check(false, `${what} from all workers`, `${texts[0]} and ${texts[other]}`);
}

import { isObject, type Answer } from '../http/answer.ts';
import { connectorPath } from '../http/path.ts';
import type { RuleContext, TestConnector } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';
import { startFlow } from './flow.ts';

const data = { profile: 'data', needs: ['data', 'files', 'string-converter'] } as const;

export const topicRules = [
  ...rulesOf('getConnectorTopics', [
    {
      rule: 'empty-at-first',
      says: 'A connector that has read and written nothing has used no topics.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await ctx.createRunning({ file: true, kind: 'source' });
        hasTopics(await ctx.get(connector.path('/topics')), connector.name, []);
      },
    },
    {
      rule: 'unknown-connector',
      level: 'SHOULD',
      says: 'For a connector that is not there the list is empty; it is no 404.',
      async run(ctx) {
        const name = ctx.name();
        hasTopics(await ctx.get(connectorPath(name, '/topics')), name, []);
      },
    },
    {
      ...data,
      rule: 'data-source',
      says: 'The topic that a source has written to is there soon.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await untilTopics(ctx, flow.source, [flow.topic]);
      },
    },
    {
      ...data,
      rule: 'data-sink',
      says: 'The topic that a sink has read from is there soon.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await untilTopics(ctx, flow.sink, [flow.topic]);
      },
    },
    {
      ...data,
      rule: 'data-former-topic-stays',
      says: 'A topic that was used stays in the list when the config names another.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await untilTopics(ctx, flow.source, [flow.topic]);
        const topic = ctx.name('topic');
        (await ctx.put(flow.source.path('/config'), { ...flow.source.config, topic })).hasStatus(200);
        await flow.arrives('a\n');
        await ctx.eventually(async () => {
          const tasks = (await ctx.get(flow.source.path('/tasks'))).hasStatus(200);
          const [task] = tasks.body as { config?: { topic?: unknown } }[];
          tasks.check(task?.config?.topic === topic, `the topic ${topic} in the config of the task`);
        });
        await flow.write('b\n');
        // The line may still have gone to the former topic: then the next one does not.
        await ctx.eventually(async () => {
          await flow.write('c\n');
          hasTopics(await ctx.get(flow.source.path('/topics')), flow.source.name, [flow.topic, topic]);
        });
      },
    },
    {
      ...data,
      rule: 'data-empty-after-delete',
      needs: [...data.needs, 'distributed'],
      says: 'After the connector was deleted the list is empty.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await untilTopics(ctx, flow.source, [flow.topic]);
        (await ctx.delete(flow.source.path())).hasStatus(204);
        await untilTopics(ctx, flow.source, []);
      },
    },
  ]),
  ...rulesOf('resetConnectorTopics', [
    {
      rule: '202-without-body',
      says: 'It answers 202 without a body, also for a connector that has used no topics.',
      needs: ['connector'],
      async run(ctx) {
        const { path } = await ctx.create();
        (await ctx.put(path('/topics/reset'))).hasStatus(202).hasNoBody();
      },
    },
    {
      ...data,
      rule: 'data-empties-the-list',
      says: 'The list is empty soon afterwards, and the next record brings its topic back.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        await untilTopics(ctx, flow.sink, [flow.topic]);
        (await ctx.put(flow.sink.path('/topics/reset'))).hasStatus(202).hasNoBody();
        await untilTopics(ctx, flow.sink, []);
        await flow.write('b\n');
        await flow.arrives('a\nb\n');
        await untilTopics(ctx, flow.sink, [flow.topic]);
      },
    },
  ]),
];

function hasTopics(answer: Answer, name: string, expected: readonly string[]): void {
  const own = answer.hasStatus(200).hasJson().member(name);
  const topics = isObject(own) ? own['topics'] : undefined;
  const holds = Array.isArray(topics) && topics.map(String).toSorted().join() === [...expected].toSorted().join();
  answer.check(holds, `the topics ${expected.join(', ') || '(none)'} of ${name}`, JSON.stringify(topics));
}

async function untilTopics(ctx: RuleContext, { name, path }: TestConnector, expected: readonly string[]): Promise<void> {
  await ctx.eventually(async () => hasTopics(await ctx.get(path('/topics')), name, expected));
}

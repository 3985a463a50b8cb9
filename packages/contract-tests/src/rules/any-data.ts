import { isObject, type Answer } from '../http/answer.ts';
import type { RuleContext, TestConnector } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';
import { startPair, stop } from './flow.ts';

const about = { profile: 'data', needs: ['data'] } as const;

/** What can be seen of records that flow between any two connectors, those that the user named included. */
export const anyDataRules = [
  ...rulesOf('getConnectorTopics', [
    {
      ...about,
      rule: 'data-any-source-and-sink',
      says: 'A topic that records flow through is soon among those of its source and of its sink.',
      async run(ctx) {
        const { source, sink } = await startPair(ctx);
        const written = await untilSomeTopics(ctx, source);
        const read = await untilSomeTopics(ctx, sink);
        const answer = await ctx.get(sink.path('/topics'));
        answer.check(
          read.some((topic) => written.includes(topic)),
          `one of the topics ${written.join(', ')} of ${source.name}`,
          read.join(', '),
        );
      },
    },
  ]),
  ...rulesOf('getOffsets', [
    {
      ...about,
      rule: 'data-any-sink',
      says: 'A sink that has read records and was stopped shows kafka_topic and kafka_partition, and a kafka_offset above 0.',
      async run(ctx) {
        const { sink } = await startPair(ctx);
        await untilSomeTopics(ctx, sink);
        await stop(ctx, sink);
        await ctx.eventually(async () => {
          const answer = (await ctx.get(sink.path('/offsets'))).hasStatus(200).hasJson();
          const offsets = offsetsOf(answer);
          answer.check(offsets.some(isBeyondStart), 'a partition with a kafka_offset above 0');
        });
      },
    },
    {
      ...about,
      rule: 'data-any-source',
      level: 'SHOULD',
      says: 'A source that has written records and was stopped shows its partitions and offsets, unless it keeps them itself.',
      async run(ctx) {
        const { source, sink } = await startPair(ctx);
        await untilSomeTopics(ctx, sink);
        await stop(ctx, source);
        await ctx.eventually(async () => {
          const answer = (await ctx.get(source.path('/offsets'))).hasStatus(200).hasJson();
          const offsets = offsetsOf(answer);
          answer.check(
            offsets.length > 0 && offsets.every((one) => isObject(one) && isObject(one['partition'])),
            'a partition with its offset',
          );
        });
      },
    },
  ]),
  ...rulesOf('alterOffsets', [
    {
      ...about,
      rule: 'data-any-sink',
      says: 'Offsets of a sink can be altered to what GET shows of them: it is a request as it stands.',
      async run(ctx) {
        const { sink } = await startPair(ctx);
        await untilSomeTopics(ctx, sink);
        await stop(ctx, sink);
        await ctx.eventually(async () => {
          const shown = (await ctx.get(sink.path('/offsets'))).hasStatus(200);
          shown.check(offsetsOf(shown).length > 0, 'offsets');
          (await ctx.patch(sink.path('/offsets'), shown.body)).hasStatus(200);
          (await ctx.get(sink.path('/offsets'))).hasStatus(200).hasBody(shown.body);
        });
      },
    },
  ]),
  ...rulesOf('resetOffsets', [
    {
      ...about,
      rule: 'data-any-sink',
      says: 'After its offsets were reset a sink shows none, and after resume it reads again.',
      async run(ctx) {
        const { sink } = await startPair(ctx);
        await untilSomeTopics(ctx, sink);
        await stop(ctx, sink);
        await ctx.eventually(async () => (await ctx.delete(sink.path('/offsets'))).hasStatus(200));
        await ctx.eventually(async () => (await ctx.get(sink.path('/offsets'))).hasStatus(200).hasBody({ offsets: [] }));
        (await ctx.put(sink.path('/resume'))).hasStatus(202);
        await ctx.untilState(sink, 'RUNNING', 'RUNNING');
      },
    },
  ]),
];

function offsetsOf(answer: Answer): unknown[] {
  const offsets = answer.member('offsets');
  return Array.isArray(offsets) ? offsets : [];
}

function isBeyondStart(one: unknown): boolean {
  if (!isObject(one) || !isObject(one['partition']) || !isObject(one['offset'])) return false;
  const { kafka_topic: topic, kafka_partition: partition } = one['partition'];
  const offset = one['offset']['kafka_offset'];
  return typeof topic === 'string' && typeof partition === 'number' && typeof offset === 'number' && offset > 0;
}

async function untilSomeTopics(ctx: RuleContext, { name, path }: TestConnector): Promise<string[]> {
  return ctx.eventually(async () => {
    const answer = (await ctx.get(path('/topics'))).hasStatus(200).hasJson();
    const own = answer.member(name);
    const topics = isObject(own) && Array.isArray(own['topics']) ? own['topics'].map(String) : [];
    answer.check(topics.length > 0, 'a topic', 'none');
    return topics;
  });
}

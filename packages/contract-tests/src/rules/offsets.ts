import { isObject, type Answer } from '../http/answer.ts';
import type { RuleContext, TestConnector } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';
import { addSink, resume, startFlow, stop, type Flow } from './flow.ts';
import { stopped } from './lifecycle.ts';
import { mistake } from './mechanical/bodies.ts';

const data = { profile: 'data', needs: ['data', 'files', 'string-converter'] } as const;
const notStopped = (name: string) =>
  'Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing ' +
  `a 'PUT' request to the '/connectors/${name}/stop' endpoint`;

export const offsetRules = [
  ...rulesOf('getOffsets', [
    {
      rule: 'empty-at-first',
      says: 'A connector that has read nothing has no offsets: an empty array.',
      needs: ['file-source'],
      async run(ctx) {
        const { path } = await ctx.createRunning({ file: true, kind: 'source' });
        (await ctx.get(path('/offsets'))).hasStatus(200).hasJson().hasBody({ offsets: [] });
      },
    },
    {
      rule: 'while-stopped',
      says: 'Offsets can be asked for in every state.',
      needs: ['connector'],
      async run(ctx) {
        const connector = await stopped(ctx);
        const answer = (await ctx.get(connector.path('/offsets'))).hasStatus(200).hasJson();
        answer.check(Array.isArray(answer.member('offsets')), 'an array `offsets`');
      },
    },
    {
      ...data,
      rule: 'data-source-position',
      says: 'A file source that was stopped shows its file and how many bytes of it were read.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\ntwo\n');
        await untilOffsets(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 8 } }]);
      },
    },
    {
      ...data,
      rule: 'data-sink-offset',
      says: 'A sink that was stopped shows topic, partition and the offset of the next record to read.',
      async run(ctx) {
        const { flow } = await stoppedSink(ctx, 'one\ntwo\n');
        await untilOffsets(ctx, flow.sink, [sinkOffset(flow.topic, 2)]);
      },
    },
    {
      ...data,
      rule: 'data-while-running',
      says: 'Offsets of a connector that runs can be asked for; they may lag behind.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'one\n' });
        await flow.arrives('one\n');
        for (const { path } of [flow.source, flow.sink]) (await ctx.get(path('/offsets'))).hasStatus(200).hasJson();
      },
    },
  ]),
  ...rulesOf('alterOffsets', [
    {
      rule: '400-not-stopped',
      says: 'Offsets of a connector that is not stopped cannot be altered: a 400 that tells how to stop it.',
      needs: ['connector'],
      async run(ctx) {
        const { name, path } = await ctx.createRunning();
        (await ctx.patch(path('/offsets'), someOffsets)).isError(400, notStopped(name));
      },
    },
    {
      rule: '400-paused',
      says: 'Offsets of a paused connector cannot be altered either.',
      needs: ['connector'],
      async run(ctx) {
        const connector = await ctx.createRunning();
        (await ctx.put(connector.path('/pause'))).hasStatus(202);
        await ctx.untilState(connector, 'PAUSED');
        (await ctx.patch(connector.path('/offsets'), someOffsets)).isError(400, notStopped(connector.name));
      },
    },
    {
      rule: '400-none-given',
      says: 'Without offsets, or with an empty array of them, it is a 400 that says so.',
      needs: ['connector'],
      async run(ctx) {
        const { path } = await ctx.shared();
        for (const body of [{}, { offsets: [] }, { offsets: null }]) {
          (await ctx.patch(path('/offsets'), body)).isError(
            400,
            'Partitions / offsets need to be provided for an alter offsets request',
          );
        }
      },
    },
    {
      rule: 'unknown-member',
      says: 'A member that the request does not have is refused.',
      source: 'Contract, request bodies',
      needs: ['file-source'],
      async run(ctx) {
        // Of a connector that runs anything is refused, whatever it is.
        const connector = await stoppedFile(ctx);
        const offsets = positionOf(connector, 3);
        (await ctx.patch(connector.path('/offsets'), { offsets, colour: 'red' })).isError(mistake);
        const marked = offsets.map((one) => ({ ...one, colour: 'red' }));
        (await ctx.patch(connector.path('/offsets'), { offsets: marked })).isError(mistake);
        await untilOffsets(ctx, connector, []);
      },
    },
    {
      rule: 'wrong-types',
      says: 'Offsets, partitions and offsets of a partition that are of another type are refused.',
      source: 'Contract, request bodies',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const [{ partition, offset } = { partition: {}, offset: {} }] = positionOf(connector, 3);
        for (const offsets of ['x', 7, { a: 1 }, ['x'], [{ partition: 'x', offset }], [{ partition, offset: 7 }]]) {
          (await ctx.patch(connector.path('/offsets'), { offsets })).isError(mistake);
        }
        await untilOffsets(ctx, connector, []);
      },
    },
    {
      rule: 'before-first-start',
      says: 'Offsets can be set before the first start of a connector that was created STOPPED, and are shown then.',
      source: 'KIP-875, KIP-980',
      since: '3.7',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await ctx.create({ file: true, kind: 'source', initialState: 'STOPPED' });
        await ctx.untilState(connector, 'STOPPED');
        const offsets = [{ partition: { filename: connector.config['file'] }, offset: { position: 5 } }];
        await alters(ctx, connector, offsets);
        await untilOffsets(ctx, connector, offsets);
      },
    },
    {
      rule: 'message',
      level: 'SHOULD',
      says: 'It says that the offsets were altered.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const answer = await alters(ctx, connector, positionOf(connector, 3));
        answer.hasBody({ message: 'The offsets for this connector have been altered successfully' });
      },
    },
    {
      rule: 'sets-and-adds',
      says: 'Positions that are given are set, those of other partitions stay.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const other = { partition: { filename: '/millrace/other' }, offset: { position: 9 } };
        await alters(ctx, connector, [...positionOf(connector, 3), other]);
        await alters(ctx, connector, positionOf(connector, 4));
        await untilOffsets(ctx, connector, [...positionOf(connector, 4), other]);
      },
    },
    {
      rule: 'null-removes',
      says: 'A null in place of an offset removes the position of that partition.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const other = { partition: { filename: '/millrace/other' }, offset: { position: 9 } };
        await alters(ctx, connector, [...positionOf(connector, 3), other]);
        await alters(ctx, connector, [{ partition: other.partition, offset: null }]);
        await untilOffsets(ctx, connector, positionOf(connector, 3));
      },
    },
    {
      rule: '64-bit',
      says: 'A position can be greater than 32 bits hold.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        await alters(ctx, connector, positionOf(connector, 5_000_000_000));
        await untilOffsets(ctx, connector, positionOf(connector, 5_000_000_000));
      },
    },
    {
      rule: 'file-source-refuses',
      level: 'SHOULD',
      says: 'The file source refuses a position that is negative, missing or no number, and nothing changes.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        await alters(ctx, connector, positionOf(connector, 3));
        const { partition } = positionOf(connector, 0)[0]!;
        for (const offset of [{ position: -1 }, { position: 'x' }, {}]) {
          (await ctx.patch(connector.path('/offsets'), { offsets: [{ partition, offset }] })).isError([400, 500]);
        }
        await untilOffsets(ctx, connector, positionOf(connector, 3));
      },
    },
    {
      rule: 'sink-refuses',
      level: 'SHOULD',
      says: 'For a sink partitions and offsets have to be those of Kafka: anything else is a 400.',
      needs: ['file-sink'],
      async run(ctx) {
        const connector = await stoppedFile(ctx, 'sink');
        for (const wrong of [
          { partition: { filename: 'x' }, offset: { kafka_offset: 1 } },
          { partition: { kafka_topic: 'x', kafka_partition: 0 }, offset: { position: 1 } },
          { partition: { kafka_topic: 'x', kafka_partition: 'none' }, offset: { kafka_offset: 1 } },
        ]) {
          (await ctx.patch(connector.path('/offsets'), { offsets: [wrong] })).isError(400);
        }
      },
    },
    {
      ...data,
      rule: 'data-source-reads-again',
      says: 'A source whose position was set to the start reads its file again after resume.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\ntwo\n');
        await alters(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 0 } }]);
        await resume(ctx, flow.source);
        await flow.arrives('one\ntwo\none\ntwo\n');
      },
    },
    {
      ...data,
      rule: 'data-source-reads-from-there',
      says: 'A source whose position was set into its file reads from there after resume.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\ntwo\n');
        await alters(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 4 } }]);
        await untilOffsets(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 4 } }]);
        await resume(ctx, flow.source);
        await flow.arrives('one\ntwo\ntwo\n');
      },
    },
    {
      ...data,
      rule: 'data-source-skips',
      says: 'A source whose position was set ahead skips what lies between.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\n');
        await flow.write('two\nthree\n');
        await alters(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 8 } }]);
        await resume(ctx, flow.source);
        await flow.arrives('one\nthree\n');
      },
    },
    {
      ...data,
      rule: 'data-sink-reads-again',
      says: 'A sink whose offset was set back writes the records from there again after resume.',
      async run(ctx) {
        const { flow } = await stoppedSink(ctx, 'one\ntwo\n');
        await alters(ctx, flow.sink, [sinkOffset(flow.topic, 1)]);
        await untilOffsets(ctx, flow.sink, [sinkOffset(flow.topic, 1)]);
        await resume(ctx, flow.sink);
        await flow.arrives('one\ntwo\ntwo\n');
      },
    },
    {
      ...data,
      rule: 'data-sink-skips',
      says: 'A sink whose offset was set ahead skips the records between.',
      async run(ctx) {
        const { flow } = await stoppedSink(ctx, 'one\n');
        const witness = await addSink(ctx, flow.topic);
        await flow.write('two\nthree\n');
        await witness.arrives('one\ntwo\nthree\n');
        await alters(ctx, flow.sink, [sinkOffset(flow.topic, 2)]);
        await resume(ctx, flow.sink);
        await flow.arrives('one\nthree\n');
      },
    },
  ]),
  ...rulesOf('resetOffsets', [
    {
      rule: '400-not-stopped',
      says: 'Offsets of a connector that is not stopped cannot be reset: a 400 that tells how to stop it.',
      needs: ['connector'],
      async run(ctx) {
        const { name, path } = await ctx.createRunning();
        (await ctx.delete(path('/offsets'))).isError(400, notStopped(name));
      },
    },
    {
      rule: '200-without-offsets',
      says: 'Resetting works where there are no offsets.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const answer = (await ctx.delete(connector.path('/offsets'))).hasStatus(200).hasJson();
        answer.check(typeof answer.member('message') === 'string', 'a message');
      },
    },
    {
      rule: 'message',
      level: 'SHOULD',
      says: 'It says that the offsets were reset.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        const answer = await ctx.delete(connector.path('/offsets'));
        answer.hasStatus(200).hasBody({ message: 'The offsets for this connector have been reset successfully' });
      },
    },
    {
      rule: 'removes-all',
      says: 'Afterwards there are no offsets, and it can be repeated.',
      needs: ['file-source'],
      async run(ctx) {
        const connector = await stoppedFile(ctx);
        await alters(ctx, connector, [
          ...positionOf(connector, 3),
          { partition: { filename: '/millrace/other' }, offset: { position: 9 } },
        ]);
        for (let time = 0; time < 2; time++) {
          (await ctx.delete(connector.path('/offsets'))).hasStatus(200);
          await untilOffsets(ctx, connector, []);
        }
      },
    },
    {
      rule: 'leaves-connector',
      says: 'The connector stays as it is: stopped, with its config.',
      needs: ['connector'],
      async run(ctx) {
        const connector = await stopped(ctx);
        await ctx.eventually(async () => (await ctx.delete(connector.path('/offsets'))).hasStatus(200));
        await ctx.untilState(connector, 'STOPPED', []);
        (await ctx.get(connector.path('/config'))).hasStatus(200).hasBody({ ...connector.config, name: connector.name });
      },
    },
    {
      ...data,
      rule: 'data-source-starts-over',
      says: 'A source whose offsets were reset reads its file from the start after resume.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\n');
        await ctx.eventually(async () => (await ctx.delete(flow.source.path('/offsets'))).hasStatus(200));
        await untilOffsets(ctx, flow.source, []);
        await resume(ctx, flow.source);
        await flow.arrives('one\none\n');
      },
    },
    {
      ...data,
      rule: 'data-sink-starts-over',
      says: 'A sink whose offsets were reset reads its topic from the start after resume.',
      async run(ctx) {
        const { flow } = await stoppedSink(ctx, 'one\n');
        await ctx.eventually(async () => (await ctx.delete(flow.sink.path('/offsets'))).hasStatus(200));
        await untilOffsets(ctx, flow.sink, []);
        await resume(ctx, flow.sink);
        await flow.arrives('one\none\n');
      },
    },
  ]),
  ...rulesOf('deleteConnector', [
    {
      ...data,
      rule: 'data-offsets-stay',
      source: 'KIP-875',
      since: '3.7',
      says: 'Offsets outlive a connector that is deleted: one created under the same name has them.',
      async run(ctx) {
        const { flow } = await stoppedSource(ctx, 'one\n');
        await untilOffsets(ctx, flow.source, [{ partition: { filename: flow.from }, offset: { position: 4 } }]);
        (await ctx.delete(flow.source.path())).hasStatus(204);
        const again = await ctx.create({
          name: flow.source.name,
          file: true,
          kind: 'source',
          topic: flow.topic,
          path: flow.from,
          initialState: 'STOPPED',
        });
        await untilOffsets(ctx, again, [{ partition: { filename: flow.from }, offset: { position: 4 } }]);
      },
    },
  ]),
];

const someOffsets = { offsets: [{ partition: { filename: 'x' }, offset: { position: 1 } }] };
const sinkOffset = (topic: string, offset: number) => ({
  partition: { kafka_topic: topic, kafka_partition: 0 },
  offset: { kafka_offset: offset },
});
const positionOf = ({ config }: TestConnector, position: number) => [
  { partition: { filename: config['file'] }, offset: { position } },
];

/** A file connector that has read nothing, stopped. */
async function stoppedFile(ctx: RuleContext, kind: 'source' | 'sink' = 'source'): Promise<TestConnector> {
  const connector = await ctx.createRunning({ file: true, kind, ...(kind === 'sink' && { path: '/dev/null' }) });
  await stop(ctx, connector);
  return connector;
}

async function stoppedSource(ctx: RuleContext, text: string): Promise<{ flow: Flow }> {
  const flow = await startFlow(ctx, { text });
  await flow.arrives(text);
  await stop(ctx, flow.source);
  return { flow };
}

async function stoppedSink(ctx: RuleContext, text: string): Promise<{ flow: Flow }> {
  const flow = await startFlow(ctx, { text });
  await flow.arrives(text);
  await stop(ctx, flow.sink);
  return { flow };
}

/** Tasks that stop may hold their partitions a moment longer than the status says. */
async function alters(ctx: RuleContext, connector: TestConnector, offsets: readonly unknown[]): Promise<Answer> {
  return ctx.eventually(async () => (await ctx.patch(connector.path('/offsets'), { offsets })).hasStatus(200).hasJson());
}

async function untilOffsets(ctx: RuleContext, { path }: TestConnector, expected: readonly unknown[]): Promise<void> {
  await ctx.eventually(async () => {
    const answer = (await ctx.get(path('/offsets'))).hasStatus(200).hasJson();
    const found = answer.member('offsets');
    const sorted = (offsets: readonly unknown[]) =>
      offsets
        .map((one) => canonical(one))
        .toSorted()
        .join();
    answer.check(Array.isArray(found) && sorted(found) === sorted(expected), `the offsets ${JSON.stringify(expected)}`);
  });
}

/** JSON with the members of objects by their names. */
function canonical(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join()}}`;
}

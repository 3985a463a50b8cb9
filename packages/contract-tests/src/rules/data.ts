import { rm, writeFile } from 'node:fs/promises';
import { rulesOf, type RuleDraft } from './define-rules.ts';
import { addSink, pause, resume, startFlow, stop } from './flow.ts';

const files = { profile: 'data', needs: ['data', 'files', 'string-converter'] } as const;
const about = { ...files, source: 'Kafka documentation, Kafka Connect, file connectors' } as const;

export const dataRules = [
  ...rulesOf('createConnector', [
    {
      ...about,
      rule: 'data-lines-in-order',
      says: 'What a file source reads gets to a file sink line by line, in order, those that come later included.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'one\ntwo\n' });
        await flow.arrives('one\ntwo\n');
        await flow.write('three\n');
        await flow.arrives('one\ntwo\nthree\n');
      },
    },
    {
      ...about,
      rule: 'data-empty-lines-and-line-ends',
      says: 'Empty lines are records, and LF and CRLF both end a line.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\r\n\nb\n' });
        await flow.arrives('a\n\nb\n');
      },
    },
    {
      ...about,
      rule: 'data-unfinished-line-waits',
      says: 'A last line without its end waits for it.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\nb' });
        await flow.arrives('a\n');
        await flow.write('c\nd\n');
        await flow.arrives('a\nbc\nd\n');
      },
    },
    {
      ...about,
      rule: 'data-file-comes-later',
      says: 'A file source waits for a file that is not there yet, and runs meanwhile.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: null });
        await ctx.untilState(flow.source, 'RUNNING', 'RUNNING');
        await flow.write('late\n');
        await flow.arrives('late\n');
      },
    },
    {
      ...about,
      rule: 'data-unicode',
      says: 'Text of any language arrives as it was.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'žluťoučký kůň\n馬🐎\n' });
        await flow.arrives('žluťoučký kůň\n馬🐎\n');
      },
    },
    {
      ...about,
      rule: 'data-two-sinks',
      says: 'Two sinks of one topic get all of it each.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\nb\n' });
        const other = await addSink(ctx, flow.topic);
        await flow.arrives('a\nb\n');
        await other.arrives('a\nb\n');
      },
    },
    {
      ...about,
      rule: 'data-topics-regex',
      says: 'A sink may name its topics by a regular expression.',
      source: 'KIP-215',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        const other = await addSink(ctx, flow.topic, { topics: null, 'topics.regex': `${flow.topic}.*` });
        await other.arrives('a\n');
      },
    },
    {
      ...about,
      rule: 'data-sink-of-two-topics',
      says: 'A sink of several topics gets all of them.',
      async run(ctx) {
        const [first, second] = await Promise.all([startFlow(ctx, { text: 'a\n' }), startFlow(ctx, { text: 'b\n' })]);
        await Promise.all([first.arrives('a\n'), second.arrives('b\n')]);
        const both = await addSink(ctx, first.topic, { topics: `${first.topic},${second.topic}` });
        await ctx.eventually(async () => {
          const found = await both.read();
          ctx.check(found.split('\n').toSorted().join() === ',a,b', 'the lines of both topics', JSON.stringify(found));
        });
      },
    },
    {
      ...about,
      rule: 'data-json-converter',
      says: 'JsonConverter with schemas.enable=false carries text as JSON.',
      needs: [...files.needs, 'json-converter'],
      async run(ctx) {
        const json = {
          'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
          'value.converter.schemas.enable': 'false',
        };
        const flow = await startFlow(ctx, { text: 'a"b\n', source: json });
        await flow.arrives('"a\\"b"\n');
        const other = await addSink(ctx, flow.topic, json);
        await other.arrives('a"b\n');
      },
    },
    {
      ...about,
      rule: 'data-json-converter-with-schemas',
      says: 'JsonConverter with its schemas carries {schema, payload}.',
      needs: [...files.needs, 'json-converter'],
      async run(ctx) {
        const json = { 'value.converter': 'org.apache.kafka.connect.json.JsonConverter' };
        const flow = await startFlow(ctx, { text: 'a\n', source: json });
        await flow.arrives('{"schema":{"type":"string","optional":false},"payload":"a"}\n');
      },
    },
    transformDraft(
      'regex-router',
      'RegexRouter renames the topic of a record, as a whole, where the whole name matches.',
      (topic) => ({ type: 'RegexRouter', regex: `(${topic})`, replacement: '$1-routed' }),
      'a\n',
      'a\n',
      '-routed',
    ),
    transformDraft(
      'regex-router-part',
      'RegexRouter leaves a topic alone of whose name only a part matches.',
      (topic) => ({ type: 'RegexRouter', regex: topic.slice(0, -2), replacement: `${topic}-routed` }),
      'a\n',
      'a\n',
    ),
    transformDraft(
      'hoist-field',
      'HoistField wraps the value.',
      () => ({ type: 'HoistField$Value', field: 'line' }),
      'a\n',
      'Struct{line=a}\n',
    ),
    {
      ...about,
      rule: 'data-transforms-in-order',
      says: 'Transformations are done in the order of `transforms`.',
      needs: [...files.needs, 'transforms'],
      async run(ctx) {
        const flow = await startFlow(ctx, {
          text: 'a\n',
          source: {
            transforms: 'hoist,insert',
            'transforms.hoist.type': `${transformPackage}HoistField$Value`,
            'transforms.hoist.field': 'line',
            'transforms.insert.type': `${transformPackage}InsertField$Value`,
            'transforms.insert.static.field': 'from',
            'transforms.insert.static.value': 'here',
          },
        });
        await flow.arrives('Struct{line=a,from=here}\n');
      },
    },
    {
      ...about,
      rule: 'data-predicate',
      says: 'A transformation with a predicate is done only to records for which it holds.',
      source: 'KIP-585',
      since: '2.6',
      needs: [...files.needs, 'transforms'],
      async run(ctx) {
        const flow = await startFlow(ctx, {
          text: 'a\n',
          source: {
            transforms: 'hoist',
            'transforms.hoist.type': `${transformPackage}HoistField$Value`,
            'transforms.hoist.field': 'line',
            'transforms.hoist.predicate': 'other',
            predicates: 'other',
            'predicates.other.type': `${transformPackage}predicates.TopicNameMatches`,
            'predicates.other.pattern': 'another-topic',
          },
        });
        await flow.arrives('a\n');
      },
    },
    {
      ...about,
      rule: 'data-tolerance-none',
      says: 'Without tolerance a record that cannot be converted fails the task, while the connector runs.',
      source: 'KIP-298',
      needs: [...files.needs, 'json-converter'],
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'no json\n' });
        const json = {
          'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
          'value.converter.schemas.enable': 'false',
        };
        const { sink } = await addSink(ctx, flow.topic, json);
        await ctx.untilState(sink, 'RUNNING', 'FAILED');
      },
    },
    {
      ...about,
      rule: 'data-tolerance-all',
      says: 'With errors.tolerance=all records that cannot be converted are left out, and all others arrive.',
      source: 'KIP-298',
      needs: [...files.needs, 'json-converter'],
      async run(ctx) {
        const flow = await startFlow(ctx, { text: '"a"\nno json\n"b"\n' });
        const json = {
          'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
          'value.converter.schemas.enable': 'false',
        };
        const other = await addSink(ctx, flow.topic, { ...json, 'errors.tolerance': 'all' });
        await other.arrives('a\nb\n');
        await ctx.untilState(other.sink, 'RUNNING', 'RUNNING');
      },
    },
    {
      ...about,
      rule: 'data-goes-on-after-recreation',
      says: 'A source that is created again under its name goes on where the former one ended: offsets outlive the connector.',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        (await ctx.delete(flow.source.path())).hasStatus(204);
        await ctx.eventually(async () => (await ctx.get(flow.source.path('/status'))).hasStatus(404));
        await flow.write('b\n');
        (await ctx.post('/connectors', { name: flow.source.name, config: flow.source.config })).hasStatus(201);
        await flow.arrives('a\nb\n');
      },
    },
  ]),
  ...rulesOf('pauseConnector', [
    {
      ...about,
      rule: 'data-source-reads-nothing',
      says: 'A paused source reads nothing, and after resume nothing is lost or doubled.',
      source: 'KIP-52',
      async run(ctx) {
        const [flow, witness] = await Promise.all([startFlow(ctx, { text: 'a\n' }), startFlow(ctx, { text: 'x\n' })]);
        await Promise.all([flow.arrives('a\n'), witness.arrives('x\n')]);
        await pause(ctx, flow.source);
        await flow.write('b\n');
        // Between two lines, one after the other, every source that runs has looked at its file.
        for (const lines of ['x\ny\n', 'x\ny\nz\n']) {
          await witness.write(lines.slice(-2));
          await witness.arrives(lines);
        }
        await flow.arrives('a\n');
        await resume(ctx, flow.source);
        await flow.arrives('a\nb\n');
      },
    },
    {
      ...about,
      rule: 'data-sink-writes-nothing',
      says: 'A paused sink writes nothing, and after resume nothing is lost or doubled.',
      source: 'KIP-52',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        const other = await addSink(ctx, flow.topic);
        await Promise.all([flow.arrives('a\n'), other.arrives('a\n')]);
        await pause(ctx, flow.sink);
        await flow.write('b\n');
        await other.arrives('a\nb\n');
        await flow.arrives('a\n');
        await resume(ctx, flow.sink);
        await flow.arrives('a\nb\n');
      },
    },
  ]),
  ...rulesOf('stopConnector', [
    {
      ...about,
      rule: 'data-goes-on-after-resume',
      says: 'A source and a sink that were stopped go on after resume with nothing lost or doubled.',
      source: 'KIP-875',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        await stop(ctx, flow.source);
        await stop(ctx, flow.sink);
        await flow.write('b\n');
        await resume(ctx, flow.source);
        await resume(ctx, flow.sink);
        await flow.arrives('a\nb\n');
      },
    },
  ]),
  ...rulesOf('restartConnector', [
    {
      ...about,
      rule: 'data-nothing-lost-or-doubled',
      says: 'A restart of source and sink with their tasks loses and doubles nothing.',
      source: 'KIP-745',
      since: '3.0',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        for (const { path } of [flow.source, flow.sink]) (await ctx.post(path('/restart?includeTasks=true'))).hasStatus(202);
        await flow.write('b\n');
        await ctx.untilState(flow.source, 'RUNNING', 'RUNNING');
        await ctx.untilState(flow.sink, 'RUNNING', 'RUNNING');
        await flow.arrives('a\nb\n');
      },
    },
  ]),
  ...rulesOf('restartTask', [
    {
      ...about,
      rule: 'data-nothing-lost-or-doubled',
      says: 'A restart of a task of a source and of a sink loses and doubles nothing.',
      source: 'KIP-52',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        for (const { path } of [flow.source, flow.sink]) (await ctx.post(path('/tasks/0/restart'))).hasStatus(204);
        await flow.write('b\n');
        await flow.arrives('a\nb\n');
      },
    },
  ]),
  ...rulesOf('putConnectorConfig', [
    {
      ...about,
      rule: 'data-nothing-lost-or-doubled',
      says: 'A new config of a source loses and doubles nothing.',
      source: 'KIP-26',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        (await ctx.put(flow.source.path('/config'), { ...flow.source.config, 'batch.size': '10' })).hasStatus(200);
        await flow.write('b\n');
        await flow.arrives('a\nb\n');
      },
    },
    {
      ...about,
      rule: 'data-goes-to-the-new-topic',
      says: 'With another topic in its config a source writes there from then on.',
      source: 'KIP-26',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        const topic = ctx.name('topic');
        (await ctx.put(flow.source.path('/config'), { ...flow.source.config, topic })).hasStatus(200);
        await ctx.eventually(async () => {
          const tasks = (await ctx.get(flow.source.path('/tasks'))).hasStatus(200);
          const [task] = tasks.body as { config?: { topic?: unknown } }[];
          tasks.check(task?.config?.topic === topic, `the topic ${topic} in the config of the task`);
        });
        await ctx.untilState(flow.source, 'RUNNING', 'RUNNING');
        await flow.write('b\n');
        const other = await addSink(ctx, topic);
        await other.arrives('b\n');
      },
    },
    {
      ...about,
      rule: 'data-goes-to-the-new-file',
      says: 'With another file in its config a source reads that from its start.',
      source: 'KIP-26',
      async run(ctx) {
        const flow = await startFlow(ctx, { text: 'a\n' });
        await flow.arrives('a\n');
        const file = `${flow.from}.2`;
        await writeFile(file, 'b\n');
        (await ctx.put(flow.source.path('/config'), { ...flow.source.config, file })).hasStatus(200);
        await flow.arrives('a\nb\n');
        await rm(file);
      },
    },
  ]),
];

const transformPackage = 'org.apache.kafka.connect.transforms.';

function transformDraft(
  rule: string,
  says: string,
  settings: (topic: string) => { type: string } & Record<string, string>,
  text: string,
  expected: string,
  topicSuffix = '',
): RuleDraft {
  return {
    ...about,
    rule: `data-transform-${rule}`,
    says,
    source: 'KIP-66',
    needs: [...files.needs, 'transforms'],
    async run(ctx) {
      const topic = ctx.name('topic');
      const from = `${ctx.folder}/${topic}.txt`;
      await writeFile(from, text);
      const given = Object.entries(settings(topic)).map(([key, value]) => [
        `transforms.t.${key}`,
        key === 'type' ? transformPackage + value : value,
      ]);
      const converters = { 'key.converter': stringConverter, 'value.converter': stringConverter };
      await ctx.create({
        file: true,
        kind: 'source',
        topic,
        path: from,
        with: { ...converters, transforms: 't', ...Object.fromEntries(given) },
      });
      const other = await addSink(ctx, topic + topicSuffix);
      await other.arrives(expected);
    },
  };
}

const stringConverter = 'org.apache.kafka.connect.storage.StringConverter';

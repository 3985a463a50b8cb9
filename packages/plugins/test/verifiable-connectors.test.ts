import { Decimal, Float64, SchemaBuilder, Struct, schemas, type SourceOffset } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import type { FileOutput } from '../src/connectors/file-output.ts';
import { verifiableSink } from '../src/connectors/verifiable-sink.ts';
import { VerifiableSinkTask } from '../src/connectors/verifiable-sink-task.ts';
import { verifiableSource } from '../src/connectors/verifiable-source.ts';
import { VerifiableSourceTask } from '../src/connectors/verifiable-source-task.ts';
import { sinkContext } from './sink-context.ts';
import { sinkRecord } from './sink-record.ts';
import { sourceContext, steppingTime } from './source-task.ts';

/** An output that keeps what is printed. */
function memoryOutput(): { readonly output: FileOutput; readonly takeLines: () => string[] } {
  let text = '';
  return {
    output: {
      write(bytes) {
        text += bytes.toString();
        return Promise.resolve();
      },
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    takeLines() {
      const lines = text.split('\n').slice(0, -1);
      text = '';
      return lines;
    },
  };
}

async function startSource(props: Record<string, string>, offset: SourceOffset | null = null, task = 0) {
  const { output, takeLines } = memoryOutput();
  const time = steppingTime();
  const source = new VerifiableSourceTask({ now: time.now, wait: time.wait, openOutput: () => output });
  const context = sourceContext({ task, offset });
  await source.start(verifiableSource.config.parse({ topic: 't', throughput: '1', ...props }), context);
  return { source, takeLines, time, context };
}

describe('the verifiable source', () => {
  it('numbers its records from 0, keyed by the number of the task, and prints them as Kafka does', async () => {
    const { source, takeLines, context } = await startSource({}, null, 2);
    expect(await source.poll()).toEqual([
      {
        sourcePartition: { id: 2 },
        sourceOffset: { seqno: 0n },
        topic: 't',
        partition: null,
        keySchema: schemas.INT32,
        key: 2,
        valueSchema: schemas.INT64,
        value: 0n,
        timestamp: null,
        headers: [],
      },
    ]);
    expect(context.asked).toEqual([{ id: 2 }]);
    expect(takeLines()).toEqual(['{"task":2,"seqno":0,"time_ms":1000000,"name":"c","topic":"t"}']);
  });

  it('prints what has arrived', async () => {
    const { source, takeLines } = await startSource({ throughput: '-1' });
    const records = await source.poll();
    expect(takeLines()).toHaveLength(500);
    for (const record of records.slice(0, 2)) source.commitRecord(record);
    await Promise.resolve();
    expect(takeLines()).toEqual([
      '{"committed":true,"task":0,"seqno":0,"time_ms":1000000,"name":"c","topic":"t"}',
      '{"committed":true,"task":0,"seqno":1,"time_ms":1000000,"name":"c","topic":"t"}',
    ]);
    source.commitRecord(records[2]!);
    source.stop();
    expect(takeLines()).toHaveLength(1);
  });

  it.each([41, 41n])('goes on after the committed number %o', async (seqno) => {
    const { source } = await startSource({}, { seqno });
    expect((await source.poll())[0]?.value).toBe(42n);
  });

  it.each([{}, { seqno: '1' }, { seqno: null }])('refuses to go on from %o', async (offset) => {
    await expect(startSource({}, offset)).rejects.toThrow("whole number under 'seqno'");
  });

  it('keeps to its throughput', async () => {
    const { source, time } = await startSource({ throughput: '100' });
    const began = time.now();
    let made = 0;
    while (time.now() < began + 5000) made += (await source.poll()).length;
    expect(Math.abs(made - 500)).toBeLessThanOrEqual(2);
  });

  it('makes one record only when the throughput is 0', async () => {
    const { source, time } = await startSource({ throughput: '0' });
    expect([(await source.poll()).length, (await source.poll()).length]).toEqual([1, 0]);
    expect(time.waits).toEqual([500]);
  });

  it('makes structs of complete records', async () => {
    const { source, takeLines } = await startSource({ 'complete.record.data': 'true' }, { seqno: 6 });
    const record = (await source.poll())[0]!;
    expect(String(record.value)).toBe('Struct{name=c,task=0,topic=t,time_ms=1000000,seqno=7}');
    const struct = record.value as Struct;
    expect(struct.schema).toBe(record.valueSchema);
    struct.validate();
    takeLines();
    source.commitRecord(record);
    source.stop();
    expect(takeLines()).toEqual(['{"committed":true,"task":0,"seqno":7,"time_ms":1000000,"name":"c","topic":"t"}']);
  });

  it('wants a topic and a throughput', () => {
    expect(verifiableSource.config.validate({ throughput: 'fast' }).flatMap(({ errorMessages }) => errorMessages)).toEqual([
      'Missing required configuration "topic" which has no default value.',
      'Invalid value fast for configuration throughput: Not a number of type LONG',
    ]);
  });
});

describe('the verifiable sink', () => {
  function startSink() {
    const { output, takeLines } = memoryOutput();
    let now = 1;
    const sink = new VerifiableSinkTask({ now: () => now++, openOutput: () => output });
    sink.start({}, sinkContext({ task: 3 }));
    return { sink, takeLines };
  }

  it('prints what it takes, and what of it was flushed', async () => {
    const { sink, takeLines } = startSink();
    const common = { keySchema: schemas.INT32, key: 0, valueSchema: schemas.INT64 };
    await sink.put([
      sinkRecord({ ...common, value: 9007199254740993n, kafkaOffset: 5 }),
      sinkRecord({ ...common, value: 8n, kafkaOffset: 6, partition: 1 }),
    ]);
    const first = '"task":0,"seqno":9007199254740993,"offset":5';
    expect(takeLines()).toEqual([
      `{${first},"time_ms":1,"name":"c","topic":"t","sinkTask":3}`,
      '{"task":0,"seqno":8,"offset":6,"time_ms":1,"name":"c","topic":"t","sinkTask":3}',
    ]);
    await sink.flush([{ topic: 't', partition: 0 }]);
    await sink.flush([{ topic: 't', partition: 0 }]);
    expect(takeLines()).toEqual([`{${first},"time_ms":2,"name":"c","topic":"t","sinkTask":3,"flushed":true}`]);
  });

  it('does not say of a partition that was taken away that it has been flushed', async () => {
    const { sink, takeLines } = startSink();
    await sink.put([sinkRecord()]);
    takeLines();
    sink.close([{ topic: 't', partition: 0 }]);
    await sink.flush([{ topic: 't', partition: 0 }]);
    expect(takeLines()).toEqual([]);
  });

  const struct = SchemaBuilder.struct().field('a', schemas.INT32).build();
  it.each([
    [null, null, 'null'],
    [null, 'text "with" quotes', '"text \\"with\\" quotes"'],
    [null, new Float64(1), '1.0'],
    [null, 5, '5'],
    [null, new Map([['a', [1n]]]), '{"a":[1]}'],
    [null, Uint8Array.of(1, 2), '"AQI="'],
    [null, new Date(1234), '1234'],
    [Decimal.builder(1).build(), new Decimal(15n, 1), '1.5'],
    [struct, new Struct(struct).put('a', 1), '{"a":1}'],
    [null, new Set(), expect.stringMatching(/^"Bad data can't be written as json: .*"$/)],
  ])('prints a value of schema %s, %o', async (valueSchema, value, expected) => {
    const { sink, takeLines } = startSink();
    await sink.put([sinkRecord({ valueSchema, value })]);
    expect(/"seqno":(.*),"offset"/.exec(takeLines()[0]!)?.[1]).toEqual(expected);
  });

  it('prints nothing where there is nothing', async () => {
    const { sink, takeLines } = startSink();
    await sink.put([]);
    await sink.flush([]);
    sink.stop();
    expect(takeLines()).toEqual([]);
  });
});

it.each([verifiableSource, verifiableSink])('a verifiable $type tells each task its number', async (plugin) => {
  const connector = plugin.createConnector();
  const props = JSON.parse('{"topic": "t", "throughput": "5", "__proto__": "x", "id": "mine"}') as Record<string, string>;
  await connector.start(props, { name: 'c' } as never);
  const configs = await connector.taskConfigs(2);
  expect(configs.map((config) => Object.entries(config))).toEqual([
    [...Object.entries(props).slice(0, -1), ['id', '0']],
    [...Object.entries(props).slice(0, -1), ['id', '1']],
  ]);
  await connector.stop();
});

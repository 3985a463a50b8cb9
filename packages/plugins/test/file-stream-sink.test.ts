import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import {
  Float64,
  PackedBytes,
  SchemaBuilder,
  Struct,
  schemas,
  type Schema,
  type SinkRecord,
  type SinkTextBatch,
} from '@millrace/connector-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StreamOutput } from '../src/connectors/file-output.ts';
import { FileStreamSinkTask } from '../src/connectors/file-stream-sink-task.ts';
import { fileStreamSink } from '../src/connectors/file-stream-sink.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const pathOf = useTemporaryDirectory();

function recordOf(value: unknown, valueSchema: Schema | null = null): SinkRecord {
  return {
    topic: 't',
    partition: 0,
    keySchema: null,
    key: null,
    valueSchema,
    value,
    timestamp: null,
    timestampType: 'NoTimestampType',
    headers: [],
    kafkaOffset: 0,
    originalTopic: 't',
    originalPartition: 0,
    originalKafkaOffset: 0,
  };
}

async function startTask(file: string): Promise<FileStreamSinkTask> {
  const task = new FileStreamSinkTask();
  onTestFinished(() => task.stop());
  await task.start({ file });
  return task;
}

async function putAll(task: FileStreamSinkTask, ...values: unknown[]): Promise<void> {
  await task.put(values.map((value) => recordOf(value)));
  await task.flush();
}

describe('the file sink task', () => {
  it('writes values as Java prints them, one a line', async () => {
    const file = pathOf('out.txt');
    const task = await startTask(file);
    const schema = SchemaBuilder.struct().field('a', schemas.FLOAT64).field('b', schemas.OPTIONAL_STRING).build();
    const struct = new Struct(schema).put('a', 1);
    await task.put([recordOf('text'), recordOf(null), recordOf(new Map([['n', new Float64(1)]])), recordOf(struct, schema)]);
    await task.put([recordOf(1, schemas.FLOAT64), recordOf(1n, schemas.INT64), recordOf('\ud800 zwölf 😀')]);
    await task.flush();
    expect(await readFile(file, 'utf8')).toBe('text\nnull\n{n=1.0}\nStruct{a=1.0}\n1.0\n1\n? zwölf 😀\n');
  });

  it('appends to what is there', async () => {
    const file = pathOf('out.txt');
    await writeFile(file, 'before\n');
    await putAll(await startTask(file), 'after');
    expect(await readFile(file, 'utf8')).toBe('before\nafter\n');
  });

  it('starts a line of its own after one that was cut off', async () => {
    const file = pathOf('out.txt');
    await writeFile(file, 'whole\ncut o');
    const task = await startTask(file);
    await putAll(task, 'cut off', 'next');
    await putAll(task, 'last');
    expect(await readFile(file, 'utf8')).toBe('whole\ncut o\ncut off\nnext\nlast\n');
  });

  it('writes texts that are UTF-8 already, in turn with others', async () => {
    const file = pathOf('out.txt');
    const task = await startTask(file);
    const texts = (...values: string[]): SinkTextBatch => ({
      topic: 't',
      partition: 0,
      values: PackedBytes.of(values.map((value) => Buffer.from(value))),
      record: (index) => recordOf(values[index]),
    });
    await task.putTexts(texts('eins', '', 'zwölf 😀'));
    await task.put([recordOf('between')]);
    await task.putTexts(texts('last'));
    expect(await readFile(file, 'utf8')).toBe('eins\n\nzwölf 😀\nbetween\nlast\n');
  });

  it('keeps the lines of one put while another is made', async () => {
    const file = pathOf('out.txt');
    const task = await startTask(file);
    const lines = Array.from({ length: 20 }, (_, n) => String(n).padEnd(5000, '-'));
    await Promise.all(lines.map((line) => task.put([recordOf(line)])));
    expect((await readFile(file, 'utf8')).split('\n').toSorted()).toEqual(['', ...lines].toSorted());
  });

  it('makes the file when it starts, and leaves it alone while nothing comes', async () => {
    const file = pathOf('out.txt');
    const task = await startTask(file);
    await task.put([]);
    await task.flush();
    expect(await readFile(file, 'utf8')).toBe('');
  });

  it('shares the file with other tasks without mixing lines', async () => {
    const file = pathOf('out.txt');
    const tasks = await Promise.all([startTask(file), startTask(file), startTask(file)]);
    const lines = (task: number): string[] => Array.from({ length: 5000 }, (_, i) => `task ${task} line ${i}`);
    await Promise.all(tasks.map((task, i) => putAll(task, ...lines(i))));
    const written = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(written.toSorted()).toEqual([0, 1, 2].flatMap(lines).toSorted());
  });

  it('says which file it cannot open', async () => {
    await mkdir(pathOf('folder'));
    await expect(startTask(pathOf('folder'))).rejects.toThrow(
      `Couldn't find or create file '${pathOf('folder')}' for FileStreamSinkTask`,
    );
    await expect(startTask(pathOf('none/out.txt'))).rejects.toThrow(
      `Couldn't find or create file '${pathOf('none/out.txt')}' for FileStreamSinkTask`,
    );
  });

  it.each([null, ''])('writes to the standard output when the file is %o', async (file) => {
    const stream = new PassThrough();
    const task = new FileStreamSinkTask({ openStandardOutput: () => new StreamOutput(stream) });
    await task.start({ file });
    await putAll(task, 'a', 'b');
    await task.stop();
    expect(String(stream.read())).toBe('a\nb\n');
    expect(stream.writable).toBe(true);
  });
});

describe('the file sink connector', () => {
  it('gives every task the same configuration', async () => {
    const connector = fileStreamSink.createConnector();
    const props = { file: 'out.txt', topics: 'a' };
    await connector.start(props, undefined as never);
    expect(await connector.taskConfigs(3)).toEqual([props, props, props]);
  });

  it('lets offsets be altered to anything', () => {
    expect(fileStreamSink.alterOffsets?.({}, [{ topic: 't', partition: 0, offset: 5n }])).toBe(true);
  });
});

import { appendFile, mkdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { Float64, schemas, type SourceOffset, type SourceRecord, type SourceTaskContext } from '@millrace/connector-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StreamInput } from '../src/connectors/file-input.ts';
import { fileStreamSource } from '../src/connectors/file-stream-source.ts';
import { FileStreamSourceTask, type FileSourceSurroundings } from '../src/connectors/file-stream-source-task.ts';
import { useTemporaryDirectory } from './temporary-directory.ts';

const pathOf = useTemporaryDirectory();

interface Started {
  readonly task: FileStreamSourceTask;
  readonly stopping: AbortController;
  /** Polls until there is something. */
  readonly lines: () => Promise<string[]>;
}

/** A task that does not wait at the end of the file. */
function startTask(
  file: string | null,
  offset: SourceOffset | null = null,
  surroundings: Partial<FileSourceSurroundings> = {},
  batchSize = 2000,
): Started {
  const stopping = new AbortController();
  const task = new FileStreamSourceTask({ sleep: () => Promise.resolve(), now: () => 1234, ...surroundings });
  const offsets = { read: () => Promise.resolve([offset]) };
  const context = {
    connector: 'c',
    task: 0,
    props: {},
    offsets,
    signal: stopping.signal,
    transactions: null,
  } satisfies SourceTaskContext;
  task.start({ file, topic: 'lines', 'batch.size': batchSize }, context);
  onTestFinished(async () => {
    stopping.abort();
    await task.stop();
  });
  return { task, stopping, lines: async () => (await task.poll()).map(({ value }) => value as string) };
}

/** A wait at the end of the file that ends when the task is stopped. */
const waitForAbort = (_ms: number, signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });

describe('the file source task', () => {
  it('makes records of the lines', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, 'one\n\nzwölf\n');
    const { task } = startTask(file);
    const common = {
      sourcePartition: { filename: file },
      topic: 'lines',
      partition: null,
      keySchema: null,
      key: null,
      valueSchema: schemas.STRING,
      timestamp: 1234,
      headers: [],
    };
    expect(await task.poll()).toEqual([
      { ...common, value: 'one', sourceOffset: { position: 4 } },
      { ...common, value: '', sourceOffset: { position: 5 } },
      { ...common, value: 'zwölf', sourceOffset: { position: 12 } },
    ] satisfies SourceRecord[]);
  });

  it('gives the same as texts', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, Buffer.from('one\n\nzw\u00f6lf\r\nno \xff text\n', 'latin1'));
    const records = await startTask(file).task.poll();
    const { task } = startTask(file, null, {}, 3);
    const [first, second] = [await task.pollTexts(), await task.pollTexts()];
    const made = [first!, second!].flatMap((texts) => texts.values.toArray().map((_, index) => texts.record(index)));
    expect(made).toEqual(records);
    expect([first, second].map((texts) => texts?.values.length)).toEqual([3, 1]);
    expect(String(Buffer.from(second!.values.at(0)!))).toBe('no \ufffd text');
    expect(await task.pollTexts()).toBeNull();
  });

  it('waits for the end of a half-written line, and for what follows a CR', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, 'one\nha');
    const { lines } = startTask(file);
    expect(await lines()).toEqual(['one']);
    expect(await lines()).toEqual([]);
    await appendFile(file, 'lf\r');
    expect(await lines()).toEqual([]);
    await appendFile(file, '\nnext\r');
    expect(await lines()).toEqual(['half']);
    await appendFile(file, 'x\n');
    expect(await lines()).toEqual(['next', 'x']);
  });

  it('puts characters together that were appended byte by byte', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, '');
    const { task } = startTask(file);
    for (const byte of Buffer.from('a€😀')) {
      await appendFile(file, Buffer.of(byte));
      expect(await task.poll()).toEqual([]);
    }
    await appendFile(file, '\n');
    expect(await task.poll()).toMatchObject([{ value: 'a€😀', sourceOffset: { position: 9 } }]);
  });

  it('goes on right after the last committed line, counted in bytes', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, 'äöü\nzweite\ndritte\n');
    const [first] = await startTask(file, null, {}, 1).task.poll();
    expect(first?.sourceOffset).toEqual({ position: 7 });
    expect(await startTask(file, first?.sourceOffset).task.poll()).toMatchObject([
      { value: 'zweite', sourceOffset: { position: 14 } },
      { value: 'dritte', sourceOffset: { position: 21 } },
    ]);
  });

  it.each([
    [{ position: 2n }, ['b']],
    [{ position: -5 }, ['a', 'b']],
    [{ position: null }, ['a', 'b']],
    [{}, ['a', 'b']],
  ])('takes %o for the position to go on from', async (offset, expected) => {
    const file = pathOf('in.txt');
    await writeFile(file, 'a\nb\n');
    expect(await startTask(file, offset).lines()).toEqual(expected);
  });

  it.each([{ position: '2' }, { position: new Float64(2) }, { position: 1.5 }])('refuses the position %o', async (offset) => {
    const file = pathOf('in.txt');
    await writeFile(file, 'a\nb\n');
    await expect(startTask(file, offset).task.poll()).rejects.toThrow('Offset position is the incorrect type');
  });

  it('hands over no more lines at a time than batch.size', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, '1\n2\n3\n4\n5\n');
    const { lines } = startTask(file, null, {}, 2);
    expect([await lines(), await lines(), await lines(), await lines()]).toEqual([['1', '2'], ['3', '4'], ['5'], []]);
  });

  it('reads a large file whole, whatever lies across the borders of its reads', async () => {
    const file = pathOf('in.txt');
    const expected = Array.from({ length: 60_000 }, (_, i) => (i % 7 === 0 ? `Zeile ${i} – €😀` : `line ${i}`));
    await writeFile(file, expected.map((line, i) => `${line}${i % 3 === 0 ? '\r\n' : '\n'}`).join(''));
    const { lines } = startTask(file);
    const read: string[] = [];
    for (let batch = await lines(); batch.length > 0; batch = await lines()) read.push(...batch);
    expect(read).toEqual(expected);
  });

  it('waits for a file that is not there yet', async () => {
    const file = pathOf('later.txt');
    const { lines } = startTask(file);
    expect(await lines()).toEqual([]);
    await writeFile(file, 'here\n');
    expect(await lines()).toEqual(['here']);
  });

  it('looks once a second, in the same moment as all others, at the end of the file and for a file that is not there', async () => {
    await writeFile(pathOf('in.txt'), '');
    for (const name of ['in.txt', 'none.txt']) {
      let now = 5_234;
      const looks: number[] = [];
      const sleep = (ms: number): Promise<void> => Promise.resolve(void looks.push((now += ms)));
      const { lines } = startTask(pathOf(name), null, { sleep, now: () => now });
      for (let look = 0; look < 3; look++) await lines();
      expect(looks).toEqual([6_001, 7_001, 8_001]);
    }
  });

  it('ends its wait for a file when it is stopped', async () => {
    const { task, stopping } = startTask(pathOf('none.txt'), null, { sleep: waitForAbort });
    const poll = task.poll();
    stopping.abort();
    await task.stop();
    expect(await poll).toEqual([]);
  });

  it('ends its wait at the end of the file when it is stopped', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, '');
    const { task, stopping } = startTask(file, null, { sleep: waitForAbort });
    const poll = task.poll();
    stopping.abort();
    await task.stop();
    expect(await poll).toEqual([]);
  });

  it('stays with the file that it opened', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, 'old 1\n');
    const { lines } = startTask(file);
    expect(await lines()).toEqual(['old 1']);
    await rename(file, pathOf('in.txt.1'));
    await writeFile(file, 'new\n');
    await appendFile(pathOf('in.txt.1'), 'old 2\n');
    expect(await lines()).toEqual(['old 2']);
    await rm(pathOf('in.txt.1'));
    expect(await lines()).toEqual([]);
  });

  it('goes on in a file that was cut off when that has grown past the position again', async () => {
    const file = pathOf('in.txt');
    await writeFile(file, 'first\n');
    const { lines } = startTask(file);
    await lines();
    await truncate(file);
    expect(await lines()).toEqual([]);
    await writeFile(file, 'other\nmore\n');
    expect(await lines()).toEqual(['more']);
  });

  it('says what it cannot read', async () => {
    await mkdir(pathOf('folder'));
    await expect(startTask(pathOf('folder')).task.poll()).rejects.toThrow(
      `Couldn't read file '${pathOf('folder')}' for FileStreamSourceTask: it is a directory`,
    );
    await writeFile(pathOf('file'), '');
    await expect(startTask(pathOf('file/below')).task.poll()).rejects.toThrow(
      `Couldn't open file '${pathOf('file/below')}' for FileStreamSourceTask: ENOTDIR`,
    );
  });

  it.each([null, ''])('reads the standard input, without offsets, when the file is %o', async (file) => {
    const stream = new PassThrough();
    const { task, lines } = startTask(file, null, { openStandardInput: () => new StreamInput(stream) });
    const poll = task.poll();
    stream.write('a\nb');
    expect(await poll).toEqual([]);
    expect(await task.poll()).toMatchObject([{ value: 'a', sourcePartition: null, sourceOffset: null }]);
    stream.end('c\n');
    expect([await lines(), await lines()].flat()).toEqual(['bc']);
  });
});

describe('the file source connector', () => {
  const props = { file: '/data/in.txt', topic: 'lines' };

  it('has one task, whatever it could have', async () => {
    const connector = fileStreamSource.createConnector();
    await connector.start(props, undefined as never);
    expect(await connector.taskConfigs(5)).toEqual([props]);
    await connector.stop();
  });

  it('does not start without a topic', () => {
    const connector = fileStreamSource.createConnector();
    expect(() => connector.start({ file: 'x' }, undefined as never)).toThrow(
      'Missing required configuration "topic" which has no default value.',
    );
    expect(() => connector.start({ topic: '' }, undefined as never)).toThrow(
      'Invalid value  for configuration topic: String must be non-empty',
    );
  });

  it('reads files exactly once, but not the standard input', () => {
    expect(fileStreamSource.exactlyOnceSupport?.(props)).toBe('SUPPORTED');
    expect(fileStreamSource.exactlyOnceSupport?.({ topic: 'lines', file: '' })).toBe('UNSUPPORTED');
    expect(fileStreamSource.exactlyOnceSupport?.({ topic: 'lines' })).toBe('UNSUPPORTED');
  });

  const partition = { filename: '/data/in.txt' };

  it.each([
    [partition, { position: 0 }],
    [partition, { position: 2n ** 60n }],
    [{ filename: 'another' }, { position: 7, more: 1 }],
    [{ anything: 1 }, null],
  ])('lets the offset of %o be altered to %o', (partition, offset) => {
    expect(fileStreamSource.alterOffsets?.(props, [{ partition, offset }])).toBe(true);
  });

  it.each([
    [partition, {}, "Offset objects should either be null or contain the key 'position'"],
    [partition, { position: '1' }, "The value for the 'position' key in the offset is expected to be a Long value"],
    [partition, { position: null }, "The value for the 'position' key in the offset is expected to be a Long value"],
    [partition, { position: new Float64(1) }, "The value for the 'position' key in the offset is expected to be a Long value"],
    [partition, { position: -1 }, "The value for the 'position' key in the offset should be a non-negative value"],
    [{ other: 'x' }, { position: 1 }, "Partition objects should contain the key 'filename'"],
    [null, { position: 1 }, 'Partition objects cannot be null'],
  ])('refuses to alter the offset of %o to %o', (partition, offset, message) => {
    expect(() => fileStreamSource.alterOffsets?.(props, [{ partition: partition!, offset }])).toThrow(message);
  });

  it('refuses to alter offsets of the standard input', () => {
    expect(() => fileStreamSource.alterOffsets?.({ topic: 'lines' }, [])).toThrow(
      "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input and offsets are not tracked.",
    );
  });
});

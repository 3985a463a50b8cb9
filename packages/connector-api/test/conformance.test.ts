import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testSinkConnector, testSourceConnector, type ConformanceCase } from '@millrace/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { counterSource } from '../examples/counter-source.ts';
import { webhookSink } from '../examples/webhook-sink.ts';
import { ConfigDef } from '../src/index.ts';
import type { SinkRecord, SinkTask, SourceRecord, SourceTask } from '../src/index.ts';
import { LinesTask, linesSource, Shelf, shelfSink, ShelfTask } from './line-connectors.ts';

const never = new Promise<never>(() => undefined);

describe('the counter source', () => {
  const cases = testSourceConnector({
    plugin: counterSource,
    prepare: () => ({ config: { topic: 't' } }),
    badConfigs: [{ change: { 'batch.size': '0' }, key: 'batch.size' }],
  });
  for (const { name, run } of cases) it(name, run);
});

describe('the webhook sink', () => {
  const cases = testSinkConnector({
    plugin: webhookSink,
    async prepare() {
      const bodies: string[] = [];
      const server = createServer((request, response) => {
        request.setEncoding('utf8').on('data', (body: string) => bodies.push(body));
        request.on('end', () => response.end());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      return {
        config: { url: `http://127.0.0.1:${port}/` },
        written: () => bodies,
        cleanUp: () => server.close().closeAllConnections(),
      };
    },
    badConfigs: [{ change: { url: 'here' }, key: 'url' }],
  });
  for (const { name, run } of cases) it(name, run);
});

/** The names of the cases that a connector fails, with what they say. */
async function failures(cases: readonly ConformanceCase[]): Promise<Record<string, string>> {
  const failed: Record<string, string> = {};
  for (const { name, run } of cases) {
    await run().catch((error: unknown) => {
      failed[name] = (error as Error).message;
    });
  }
  return failed;
}

/** For cases with a call that does not return; the others have time enough on any machine. */
const SHORT_MS = 60;
const LONG_MS = 20_000;

const ofSource = (
  createTask: () => SourceTask<{ topic: string; lines: number }>,
  more: Parameters<typeof linesSource>[1] = {},
  timeoutMs = LONG_MS,
) =>
  failures(
    testSourceConnector({
      plugin: linesSource(createTask, more),
      prepare: () => ({ config: { topic: 't' } }),
      badConfigs: [{ change: { lines: '-1' }, key: 'lines' }],
      timeoutMs,
    }),
  );

describe('the cases for sources', () => {
  it('find nothing wrong with one that does everything right', async () => {
    expect(await ofSource(() => new LinesTask())).toEqual({});
  });

  it.each<[string, () => SourceTask<{ topic: string; lines: number }>, string, string]>([
    [
      'forgets where it was',
      () =>
        new (class extends LinesTask {
          override async start(...args: Parameters<LinesTask['start']>) {
            await super.start(...args);
            this.next = 0;
          }
        })(),
      'goes on after a stop with the next record: nothing lost, nothing twice',
      'lost: ',
    ],
    [
      'skips a record after a restart',
      () =>
        new (class extends LinesTask {
          override async start(...args: Parameters<LinesTask['start']>) {
            await super.start(...args);
            if (this.next > 0) this.next += 1;
          }
        })(),
      'reads again after a crash what was not committed',
      'lost: ',
    ],
    [
      'names no offsets',
      () =>
        new (class extends LinesTask {
          override record(): SourceRecord {
            return { ...super.record(), sourcePartition: null, sourceOffset: null };
          }
        })(),
      'names the place of each record, no two the same',
      'has no source partition and offset',
    ],
    [
      'names the same place twice',
      () =>
        new (class extends LinesTask {
          override record(): SourceRecord {
            return { ...super.record(), sourceOffset: { next: 1 } };
          }
        })(),
      'names the place of each record, no two the same',
      'Several records have the same place',
    ],
    [
      'does not end a poll',
      () =>
        new (class extends LinesTask {
          override poll = () => never;
        })(),
      'stops in time while a poll waits',
      'whose signal was aborted, did not return within 60 ms',
    ],
    [
      'does not stop',
      () =>
        new (class extends LinesTask {
          override stop = () => never;
        })(),
      'starts, and stops before anything was asked of it',
      'The stop of task 0 did not return within 60 ms',
    ],
    [
      'begins anew when it cannot read its offsets',
      () =>
        new (class extends LinesTask {
          override async start(...args: Parameters<LinesTask['start']>) {
            await super.start(...args).catch(() => undefined);
          }
        })(),
      'gives nothing while its offsets cannot be read, and goes on when they can',
      'Records came although offsets cannot be read',
    ],
  ])('tell of one that %s', async (_what, createTask, name, message) => {
    const timeoutMs = message.endsWith(`within ${SHORT_MS} ms`) ? SHORT_MS : LONG_MS;
    expect(await ofSource(createTask, {}, timeoutMs)).toMatchObject({ [name]: expect.stringContaining(message) as string });
  });

  it('tell of settings that are not checked, and of one that cannot be validated', async () => {
    const open = { validate: () => [] };
    expect(await ofSource(() => new LinesTask(), open)).toMatchObject({
      'refuses a configuration without a setting that is required': expect.stringContaining(
        'nothing wrong with the setting topic',
      ) as string,
      'refuses bad configurations, and says which setting is wrong': expect.stringContaining('the setting lines') as string,
    });
    const broken = {
      validate() {
        throw new TypeError('oh');
      },
    };
    expect(await ofSource(() => new LinesTask(), broken)).toMatchObject({
      'refuses bad configurations, and says which setting is wrong': expect.stringContaining('Validation failed') as string,
    });
  });

  it('tell of a connector that shares what a start has made', async () => {
    const shared = {
      started: false,
      start() {
        if (this.started) throw new Error('started twice');
        this.started = true;
      },
      taskConfigs: () => [{ topic: 't' }],
      stop: () => undefined,
    };
    expect(await ofSource(() => new LinesTask(), { createConnector: () => shared })).toMatchObject({
      'starts again after it was stopped': 'started twice',
    });
  });

  it('ask nothing about offsets of one that keeps none, and nothing about records of one that has none', () => {
    const plugin = linesSource();
    const prepare = () => ({ config: {} });
    const names = (options: object) => testSourceConnector({ plugin, prepare, ...options }).map(({ name }) => name);
    expect(names({ keepsOffsets: false })).not.toContain('names the place of each record, no two the same');
    expect(names({ records: 0 })).not.toContain('gives records that can be sent');
    expect(new Set(names({})).size).toBe(names({}).length);
  });
});

const ofSink = (createTask: (shelf: Shelf) => SinkTask, timeoutMs = LONG_MS) => {
  let shelf = new Shelf();
  const plugin = shelfSink(() => createTask(shelf));
  const prepare = () => {
    shelf = new Shelf();
    return { config: {}, written: () => shelf.lines };
  };
  return failures(testSinkConnector({ plugin, prepare, badConfigs: [{ change: { shelf: '' }, key: 'shelf' }], timeoutMs }));
};

describe('the cases for sinks', () => {
  it('find nothing wrong with one that does everything right', async () => {
    expect(await ofSink((shelf) => new ShelfTask(shelf))).toEqual({});
  });

  it('tell of one that does not write when it is flushed', async () => {
    const failed = await ofSink(
      (shelf) =>
        new (class extends ShelfTask {
          override flush() {}
        })(shelf),
    );
    expect(failed).toMatchObject({
      'has written all that is committed': expect.stringContaining('Not written although committed: record 0') as string,
      'loses nothing when partitions move between its tasks': expect.stringContaining('record 0') as string,
    });
  });

  it('tell of one that loses the last record of a put', async () => {
    const failed = await ofSink(
      (shelf) =>
        new (class extends ShelfTask {
          override put(records: readonly SinkRecord[]) {
            return super.put(records.slice(0, -1));
          }
        })(shelf),
    );
    expect(failed['goes on after a stop: nothing lost']).toContain('Not written although committed');
  });

  it('tell of one that cannot take an empty put, that ignores its settings, or that does not stop', async () => {
    const failed = await ofSink(
      (shelf) =>
        new (class extends ShelfTask {
          override put(records: readonly SinkRecord[]) {
            if (records.length === 0) throw new Error('nothing to put');
            return super.put(records);
          }
          override stop = () => never;
        })(shelf),
      SHORT_MS,
    );
    expect(failed['takes a put without records']).toMatch(/nothing to put|did not return/);
    expect(failed['starts, and stops before anything came']).toContain('The stop of task 0 did not return within 60 ms');
  });

  it('tell of settings without a word about them', async () => {
    const silent = new ConfigDef().define({ name: 'x', type: 'STRING', default: '', importance: 'LOW', documentation: ' ' });
    const plugin = { ...shelfSink(() => new ShelfTask(new Shelf())), config: silent as never };
    const cases = testSinkConnector({ plugin, prepare: () => ({ config: {}, written: null }) });
    expect(await failures(cases)).toMatchObject({ 'documents every setting': 'The setting x has no documentation' });
  });
});

import { valuesEqual, type SourceOffset, type SourceRecord, type Struct } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../src/connectors/datagen/templates.ts';
import { datagenSource } from '../src/connectors/datagen-source.ts';
import { DatagenSourceTask } from '../src/connectors/datagen-source-task.ts';
import { jsonConverter } from '../src/converters/json-converter.ts';
import { sourceContext, steppingTime } from './source-task.ts';

type Props = Readonly<Record<string, string>>;

async function startTask(props: Props, parts: { task?: number; offset?: SourceOffset | null } = {}) {
  const time = steppingTime();
  const task = new DatagenSourceTask(time);
  const context = sourceContext({ props, ...parts });
  await task.start(datagenSource.config.parse({ topic: 't', rate: 'unlimited', ...props }), context);
  return { task, time, context };
}

/** The first rows that a task makes. */
async function rowsOf(props: Props, parts: { task?: number; offset?: SourceOffset | null } = {}): Promise<SourceRecord[]> {
  const { task } = await startTask({ 'batch.size': '20', ...props }, parts);
  return [...(await task.poll()), ...(await task.poll())];
}

const textsOf = (records: readonly SourceRecord[]) => records.map(({ key, value }) => `${String(key)} ${String(value)}`);

describe('the datagen source', () => {
  it('makes rows, keyed by what they are about', async () => {
    const [record] = await rowsOf({ template: 'orders', seed: '5' });
    expect(record).toMatchObject({
      sourcePartition: { template: 'orders', seed: 5n, task: 0 },
      sourceOffset: { rows: 1 },
      topic: 't',
      partition: null,
      key: 1n,
      headers: [],
    });
    const value = record?.value as Struct;
    expect(value.schema.name).toBe('io.millrace.connect.datagen.Order');
    expect(value.getInt64('orderid')).toBe(1n);
    expect(value.getFloat64('total')).toBeCloseTo(value.getInt32('quantity')! * value.getFloat64('price')!, 2);
  });

  it.each([...TEMPLATES.keys()])('makes the same rows of %s again, whatever the size of the batches', async (template) => {
    const rows = textsOf(await rowsOf({ template }));
    expect(textsOf(await rowsOf({ template, 'batch.size': '37' })).slice(0, 40)).toEqual(rows);
    expect(textsOf(await rowsOf({ template, seed: '2' }))).not.toEqual(rows);
  });

  it('makes these very rows of the seed 1', async () => {
    expect(textsOf(await rowsOf({ template: 'stock-trades' })).slice(0, 2)).toEqual([
      'ALDR Struct{tradeid=1,traded_at=Thu Jan 01 00:00:00 UTC 2026,symbol=ALDR,side=SELL,quantity=306,price=219.66,account=ACC484,userid=User_519}',
      'EBNY Struct{tradeid=2,traded_at=Thu Jan 01 00:00:01 UTC 2026,symbol=EBNY,side=BUY,quantity=2871,price=304.36,account=ACC147,userid=User_960}',
    ]);
  });

  it('goes on with the rows that it would have made', async () => {
    const rows = await rowsOf({ template: 'stock-trades' });
    for (const at of [1, 19, 20, 33]) {
      const { sourceOffset } = rows[at - 1]!;
      const more = await rowsOf({ template: 'stock-trades' }, { offset: sourceOffset });
      expect(textsOf(more).slice(0, 40 - at)).toEqual(textsOf(rows).slice(at));
      expect(more[0]?.sourceOffset).toEqual({ rows: at + 1 });
    }
  });

  it('asks for the offset of its template, its seed and its task', async () => {
    const { context } = await startTask({ seed: '-9223372036854775808' }, { task: 2 });
    expect(context.asked).toEqual([{ template: 'users', seed: -(2n ** 63n), task: 2 }]);
  });

  it.each([...TEMPLATES.keys()])('makes rows of %s that JSON can carry, with and without schemas', async (template) => {
    for (const schemas of ['true', 'false']) {
      const converter = jsonConverter.create({ 'schemas.enable': schemas }, { use: 'value' });
      for (const { key, keySchema, value, valueSchema } of await rowsOf({ template, 'schemas.enable': schemas })) {
        expect([keySchema === null, valueSchema === null]).toEqual([schemas === 'false', schemas === 'false']);
        const bytes = converter.fromConnectData('t', valueSchema, value);
        const back = converter.toConnectData('t', bytes) as { value: unknown };
        expect(valuesEqual(back.value, value)).toBe(true);
        expect(converter.fromConnectData('t', keySchema, key)).toBeInstanceOf(Uint8Array);
      }
    }
  });

  it('tells times from its start on, one step a row', async () => {
    const rows = await rowsOf({
      'schemas.enable': 'false',
      fields: 'at:time-ms',
      'time.start': '2000-01-01',
      'time.step.ms': '60000',
    });
    const first = Date.UTC(2000, 0, 1);
    for (const [i, { value }] of rows.entries()) {
      const at = (value as Map<string, number>).get('at')!;
      expect(Math.floor((at - first) / 60_000)).toBe(i);
    }
  });

  it('keeps to its rate, which the tasks share', async () => {
    for (const [count, expected] of [
      ['1', 500],
      ['4', 125],
    ] as const) {
      const { task, time } = await startTask({ rate: '50', 'task.count': count });
      const began = time.now();
      let made = 0;
      while (time.now() < began + 10_000) made += (await task.poll()).length;
      expect(Math.abs(made - expected)).toBeLessThanOrEqual(2);
    }
  });

  it('ends at its last row, and waits then', async () => {
    const { task, time } = await startTask({ 'max.rows': '25', 'batch.size': '20' });
    expect([(await task.poll()).length, (await task.poll()).length, (await task.poll()).length]).toEqual([20, 5, 0]);
    expect(time.waits).toEqual([500]);
    expect(await rowsOf({ 'max.rows': '25' }, { offset: { rows: 24 } })).toHaveLength(1);
    expect(await rowsOf({ 'max.rows': '25' }, { offset: { rows: 1000 } })).toHaveLength(0);
    expect(await rowsOf({ 'max.rows': '0' })).toHaveLength(0);
  });

  it('shares its rows out among tasks, none of them twice', async () => {
    const tasks = await Promise.all(
      [0, 1, 2].map((task) => rowsOf({ template: 'orders', 'max.rows': '31', 'task.count': '3' }, { task })),
    );
    expect(tasks.map(({ length }) => length)).toEqual([11, 10, 10]);
    expect(new Set(tasks.flat().map(({ key }) => key)).size).toBe(31);
    expect(tasks[1]?.[0]?.key).toBe(1_000_000_000_001n);
    const users = tasks.map((rows) => rows.map(({ value }) => (value as Struct).getString('userid')).join());
    expect(new Set(users).size).toBe(3);
  });

  it('makes many rows a second', async () => {
    const { task } = await startTask({ template: 'orders' });
    // What it needs of a processor, whoever else is at work there.
    const began = process.cpuUsage();
    let made = 0;
    while (made < 100_000) made += (await task.poll()).length;
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(5000);
  });
});

describe('the datagen connector', () => {
  const errorsOf = async (props: Props): Promise<unknown> =>
    Object.fromEntries(
      (await datagenSource.validate!({ topic: 't', ...props }))
        .filter(({ errorMessages }) => errorMessages.length > 0)
        .map(({ name, errorMessages }) => [name, errorMessages]),
    );

  it('tells its tasks how many they are', async () => {
    const connector = datagenSource.createConnector();
    const props = { topic: 't', fields: 'userid' };
    await connector.start(props, { name: 'c' } as never);
    expect(await connector.taskConfigs(2)).toEqual([
      { ...props, 'task.count': '2' },
      { ...props, 'task.count': '2' },
    ]);
    await connector.stop();
  });

  it('says what is wrong with a configuration', async () => {
    expect(await errorsOf({})).toEqual({});
    expect(await errorsOf({ fields: 'userid, age' })).toEqual({
      fields: [expect.stringContaining("the template has no field 'age'")],
    });
    expect(await errorsOf({ 'key.field': 'age' })).toEqual({
      'key.field': [expect.stringContaining('the rows have no such field')],
    });
    expect(await errorsOf({ template: 'cats', rate: '0', 'time.start': 'now', 'batch.size': '0', 'max.rows': '-2' })).toEqual({
      template: [
        'Invalid value cats for configuration template: String must be one of: users, orders, pageviews, clickstream, stock-trades, sensors',
      ],
      rate: ['Invalid value 0 for configuration rate: Must be a number above 0 (0.5 is one every two seconds), or unlimited'],
      'time.start': ['Invalid value now for configuration time.start: Must be a time such as 2026-01-01T00:00:00Z'],
      'batch.size': ['Invalid value 0 for configuration batch.size: Value must be at least 1'],
      'max.rows': ['Invalid value -2 for configuration max.rows: Value must be at least -1'],
    });
    expect(() => datagenSource.createConnector().start({ topic: 't', fields: 'age' }, {} as never)).toThrow("no field 'age'");
  });

  it.each(['2026-01-01', '2026-01-01T10:00', '2026-01-01T10:00:00.5Z', '2026-01-01T10:00+02:00'])(
    'takes the time %s',
    async (time) => {
      expect(await errorsOf({ 'time.start': time })).toEqual({});
    },
  );

  it.each(['2026', '2026-13-01', '1.1.2026', '2026-01-01 10:00', ''])('refuses the time %s', async (time) => {
    expect(await errorsOf({ 'time.start': time })).toHaveProperty(['time.start']);
  });

  it('takes only offsets that a task can go on from', () => {
    const partition = { template: 'users', seed: 1n, task: 0 };
    expect(datagenSource.alterOffsets?.({}, [{ partition, offset: { rows: 5 } }])).toBe(true);
    expect(() => datagenSource.alterOffsets?.({}, [{ partition: { seed: 1n }, offset: { rows: 5 } }])).toThrow(
      `The partition has to have the keys 'template', 'seed', 'task'; it is {"seed":1}`,
    );
    expect(() => datagenSource.alterOffsets?.({}, [{ partition, offset: { rows: '5' } }])).toThrow("under 'rows'");
  });
});

import { ConnectError, schemas, type SourceOffset } from '@millrace/connector-api';
import { describe, expect, it, vi } from 'vitest';
import { faultSink } from '../src/connectors/fault-sink.ts';
import { FaultSinkTask } from '../src/connectors/fault-sink-task.ts';
import { faultSource } from '../src/connectors/fault-source.ts';
import { FaultSourceTask } from '../src/connectors/fault-source-task.ts';
import { sinkRecord } from './sink-record.ts';
import { sourceContext, steppingTime } from './source-task.ts';

interface StartOptions {
  readonly offset?: SourceOffset | null;
  readonly task?: number;
  readonly exit?: (code: number) => void;
}

async function startSource(props: Record<string, string>, { exit = () => undefined, ...parts }: StartOptions = {}) {
  const time = steppingTime();
  const slept: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    return time.wait(ms);
  };
  const task = new FaultSourceTask({ now: time.now, wait: time.wait, sleep, exit });
  await task.start(faultSource.config.parse({ topic: 't', ...props }), sourceContext(parts));
  /** Polls, and acknowledges what came. */
  const poll = async (): Promise<unknown[]> => {
    const records = await task.poll();
    for (const _ of records) task.commitRecord();
    return records.map(({ value }) => value);
  };
  return { task, poll, slept, time };
}

function startSink(props: Record<string, string>, sleep = vi.fn(() => Promise.resolve())): FaultSinkTask {
  const task = new FaultSinkTask({ sleep });
  task.start(faultSink.config.parse(props));
  return task;
}

const records = (count: number) => Array.from({ length: count }, (_, i) => sinkRecord({ kafkaOffset: i }));

describe('the fault source', () => {
  it('makes numbered records, keyed by the number of the task', async () => {
    const { task, time } = await startSource({ rate: 'unlimited' }, { task: 3 });
    const polled = await task.poll();
    expect(polled).toHaveLength(1000);
    expect(polled[1]).toEqual({
      sourcePartition: { task: 3 },
      sourceOffset: { count: 2 },
      topic: 't',
      partition: null,
      keySchema: schemas.INT32,
      key: 3,
      valueSchema: schemas.INT64,
      value: 1n,
      timestamp: time.now(),
      headers: [],
    });
  });

  it('goes on after the last committed record', async () => {
    const { poll } = await startSource({ rate: '1' }, { offset: { count: 42n } });
    expect(await poll()).toEqual([42n]);
  });

  it.each([{}, { count: '1' }, { count: 1.5 }, { count: -1 }])('refuses to go on from the offset %o', async (offset) => {
    await expect(startSource({}, { offset })).rejects.toThrow(
      `The offset has to have a whole number, 0 or more, under 'count'; it is ${JSON.stringify(offset)}`,
    );
  });

  it('keeps to its rate', async () => {
    const { poll, time } = await startSource({ rate: '20' });
    const began = time.now();
    let made = 0;
    while (time.now() < began + 10_000) made += (await poll()).length;
    expect(made).toBeGreaterThanOrEqual(199);
    expect(made).toBeLessThanOrEqual(201);
  });

  it('does not wait longer than half a second in a poll', async () => {
    const { poll, time } = await startSource({ rate: '0.01' });
    await poll();
    await poll();
    expect(time.waits).toEqual([500]);
  });

  it('fails after exactly as many records as it should', async () => {
    const { poll } = await startSource({ rate: 'unlimited', 'fault.mode': 'fail', 'fault.after': '1500' });
    expect([(await poll()).length, (await poll()).length]).toEqual([1000, 500]);
    await expect(poll()).rejects.toThrow(new ConnectError('Failing after 1500 records, as fault.mode=fail asks for'));
  });

  it('waits until the records before the fault have arrived, but not for ever', async () => {
    const { task, time } = await startSource({ rate: 'unlimited', 'fault.mode': 'fail', 'fault.after': '2' });
    expect(await task.poll()).toHaveLength(2);
    task.commitRecord();
    expect(await task.poll()).toEqual([]);
    const began = time.now();
    await expect(
      (async () => {
        for (;;) await task.poll();
      })(),
    ).rejects.toThrow('Failing after 2 records');
    expect(time.now() - began).toBeLessThanOrEqual(2000);
  });

  it('is slow in every poll after the records that go well', async () => {
    const { poll, slept } = await startSource({
      rate: 'unlimited',
      'fault.mode': 'slow',
      'fault.after': '1',
      'fault.delay.ms': '777',
    });
    expect(await poll()).toEqual([0n]);
    expect(slept).toEqual([]);
    expect([(await poll()).length, (await poll()).length]).toEqual([1000, 1000]);
    expect(slept).toEqual([777, 777]);
  });

  it('gives a promise that never settles, and can be stopped', async () => {
    const { task } = await startSource({ 'fault.mode': 'never-settle' });
    const polled = task.poll().then(() => 'settled');
    await task.stop();
    expect(await Promise.race([polled, new Promise((resolve) => setImmediate(resolve, 'pending'))])).toBe('pending');
  });

  it('works but does not stop when it is to refuse that', async () => {
    const { task, poll } = await startSource({ 'fault.mode': 'refuse-stop', rate: '1' });
    expect(await poll()).toEqual([0n]);
    const stopped = task.stop().then(() => 'stopped');
    expect(await Promise.race([stopped, new Promise((resolve) => setImmediate(resolve, 'pending'))])).toBe('pending');
  });

  it('exits once its records are over', async () => {
    const exit = vi.fn();
    const { poll } = await startSource({ 'fault.mode': 'crash', 'fault.after': '1' }, { exit });
    await poll();
    expect(exit).not.toHaveBeenCalled();
    await poll();
    expect(exit).toHaveBeenCalledWith(1);
  });

  it('can be stopped before it has started', async () => {
    await new FaultSourceTask().stop();
  });

  it('takes only offsets that a task can go on from', () => {
    const alter = (partition: object | null, offset: object | null) =>
      faultSource.alterOffsets?.({}, [{ partition, offset }] as never);
    expect(alter({ task: 0 }, { count: 5n })).toBe(true);
    expect(alter(null, null)).toBe(true);
    expect(() => alter({ tusk: 0 }, { count: 5 })).toThrow(`The partition has to have the keys 'task'; it is {"tusk":0}`);
    expect(() => alter({ task: 0 }, { count: -5n })).toThrow('under \'count\'; it is {"count":-5}');
  });
});

describe('the fault sink', () => {
  it('takes all there is when nothing is to go wrong', async () => {
    const task = startSink({});
    await task.put(records(1000));
    await task.stop();
  });

  it('fails in the put that brings the first record that is too much', async () => {
    const task = startSink({ 'fault.mode': 'fail', 'fault.after': '10' });
    await task.put(records(4));
    await task.put(records(6));
    await task.put([]);
    await expect(task.put(records(1))).rejects.toThrow('Failing after 10 records');
    await task.stop();
  });

  it('is slow in every put', async () => {
    const sleep = vi.fn(() => Promise.resolve());
    const task = startSink({ 'fault.mode': 'slow' }, sleep);
    await task.put([]);
    expect(sleep).not.toHaveBeenCalled();
    await task.put(records(1));
    await task.put(records(1));
    expect(sleep.mock.calls).toEqual([[5000], [5000]]);
  });

  it('can be stopped before it has started', async () => {
    await new FaultSinkTask().stop();
  });
});

describe.each([faultSource, faultSink])('the connector of the $type', (plugin) => {
  const errorsOf = async (props: Record<string, string>): Promise<string[]> =>
    (await plugin.validate!({ topic: 't', ...props })).flatMap(({ errorMessages }) => errorMessages);

  it('takes each mode', async () => {
    const modes = ['none', 'spin', 'spin-start', 'never-settle', 'crash', 'throw-timer', 'leak-heap', 'leak-buffers'];
    for (const mode of [...modes, 'slow', 'fail', 'refuse-stop']) expect(await errorsOf({ 'fault.mode': mode })).toEqual([]);
  });

  it('refuses what it does not know', async () => {
    expect(await errorsOf({ 'fault.mode': 'explode', 'fault.after': '-1', 'fault.delay.ms': 'x' })).toEqual([
      expect.stringMatching(/^Invalid value explode for configuration fault.mode: String must be one of: none, spin, /),
      'Invalid value -1 for configuration fault.after: Value must be at least 0',
      'Invalid value x for configuration fault.delay.ms: Not a number of type LONG',
      'Invalid value null for configuration fault.delay.ms: Value must be non-null',
    ]);
  });

  it('hands its configuration to as many tasks as it may', async () => {
    const connector = plugin.createConnector();
    const props = { topic: 't', 'fault.mode': 'none' };
    await connector.start(props, { name: 'c' } as never);
    expect(await connector.taskConfigs(3)).toEqual([props, props, props]);
    await connector.stop();
    expect(() => connector.start({ topic: 't', 'fault.mode': 'x' }, { name: 'c' } as never)).toThrow('fault.mode');
  });
});

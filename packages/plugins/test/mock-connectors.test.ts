import { describe, expect, it } from 'vitest';
import { createMockConnector, mockConfig } from '../src/connectors/mock.ts';
import { mockSink } from '../src/connectors/mock-sink.ts';
import { MockSinkTask } from '../src/connectors/mock-sink-task.ts';
import { mockSource } from '../src/connectors/mock-source.ts';
import { MockSourceTask } from '../src/connectors/mock-source-task.ts';
import { sinkContext } from './sink-context.ts';
import { sinkRecord } from './sink-record.ts';
import { sourceContext, steppingTime } from './source-task.ts';

const FAILING = { mock_mode: 'task-failure', delay_ms: '1000' };

describe('the mock connector', () => {
  function start(props: Record<string, string>) {
    const timers: { ms: number; call: () => void; cancelled: boolean }[] = [];
    const errors: Error[] = [];
    const connector = createMockConnector({
      now: () => 0,
      after(ms, call) {
        const timer = { ms, call, cancelled: false };
        timers.push(timer);
        return () => {
          timer.cancelled = true;
        };
      },
    });
    void connector.start(props, { name: 'c', requestTaskReconfiguration: () => undefined, raiseError: (e) => errors.push(e) });
    return { connector, timers, errors };
  }

  it('fails after its delay, 15 seconds unless it is told otherwise', () => {
    const { timers, errors } = start({ mock_mode: 'connector-failure' });
    expect(timers.map(({ ms }) => ms)).toEqual([15_000]);
    timers[0]?.call();
    expect(errors).toMatchObject([
      {
        message: 'Failing 15000 ms after the start, as mock_mode=connector-failure asks for',
        javaClass: 'java.lang.RuntimeException',
      },
    ]);
  });

  it('does not fail once it has been stopped', async () => {
    const { connector, timers } = start({ mock_mode: 'connector-failure', delay_ms: '5' });
    await connector.stop();
    expect(timers).toMatchObject([{ ms: 5, cancelled: true }]);
  });

  it.each<Record<string, string>>([{}, FAILING, { mock_mode: 'something else' }])('goes on for ever with %o', async (props) => {
    const { connector, timers } = start(props);
    expect(timers).toEqual([]);
    await connector.stop();
  });

  it.each([mockSource, mockSink])('has one task, however many it may have ($type)', async (plugin) => {
    const connector = plugin.createConnector();
    await connector.start(FAILING, { name: 'c' } as never);
    expect(await connector.taskConfigs(5)).toEqual([FAILING]);
    await connector.stop();
  });

  it('refuses a delay that is none', () => {
    expect(() => start({ delay_ms: 'soon' })).toThrow('Invalid value soon for configuration delay_ms: Not a number of type LONG');
    expect(() => start({ delay_ms: '-1' })).toThrow('Value must be at least 0');
  });
});

describe('the mock source task', () => {
  it('fails when its time has come', async () => {
    const time = steppingTime();
    const task = new MockSourceTask(time);
    task.start(mockConfig.parse(FAILING), sourceContext());
    for (let i = 0; i < 5; i++) expect(await task.poll()).toBeNull();
    expect(time.waits).toEqual([250, 250, 250, 250, 250]);
    await expect(task.poll()).rejects.toThrow('Failing 1000 ms after the start, as mock_mode=task-failure asks for');
    task.stop();
  });

  it('does nothing in other modes', async () => {
    const time = steppingTime();
    const task = new MockSourceTask(time);
    task.start(mockConfig.parse({ mock_mode: 'connector-failure', delay_ms: '1' }), sourceContext());
    for (let i = 0; i < 100; i++) expect(await task.poll()).toBeNull();
  });
});

describe('the mock sink task', () => {
  it('asks to be called while there are no records, and fails when its time has come', () => {
    let now = 0;
    const task = new MockSinkTask(() => now);
    const context = sinkContext();
    task.start(mockConfig.parse(FAILING), context);
    now = 1000;
    task.put();
    expect(context.retries).toEqual([250, 250]);
    now = 1001;
    expect(() => task.put()).toThrow('Failing 1000 ms after the start');
    task.stop();
  });

  it('takes records and asks for nothing in other modes', () => {
    const task = mockSink.createTask();
    const context = sinkContext();
    void task.start(mockConfig.parse({}), context);
    void task.put([sinkRecord()]);
    expect(context.retries).toEqual([]);
  });
});

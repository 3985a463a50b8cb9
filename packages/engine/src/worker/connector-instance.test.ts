import { ConnectError } from '@millrace/connector-api';
import type { SourceConnector, SourceConnectorContext } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { counter } from '../../test/host-plugins/plugins.ts';
import { createManualClock, settle } from '../model/manual-clock.case.ts';
import { createReport } from '../task/runner-rig.case.ts';
import { createConnectorInstance } from './connector-instance.ts';

function setUp(connector: Partial<SourceConnector>) {
  const clock = createManualClock();
  const report = createReport();
  const calls: string[] = [];
  const instance = createConnectorInstance({
    name: 'c',
    config: {},
    loaded: {
      manifest: { class: 'C', type: 'source', version: '1', module: 'file:///c', export: 'c' },
      plugin: {
        ...counter,
        createConnector: () => ({
          start: () => void calls.push('start'),
          taskConfigs: () => [{}],
          stop: () => void calls.push('stop'),
          ...connector,
        }),
      },
    },
    offsets: { read: async () => [] },
    report: report.report,
    requestReconfiguration: () => calls.push('reconfigure'),
    clock,
    logger: report.logger,
  });
  return { clock, calls, instance, ...report };
}

const request = { maxTasks: 1, enforce: true };

describe('a connector instance', () => {
  it('makes calls one after another', async () => {
    let finish: () => void = () => undefined;
    const { instance, states } = setUp({ start: () => new Promise<void>((resolve) => (finish = resolve)) });
    const starting = instance.start('STARTED');
    const configs = instance.taskConfigs(request);
    const pausing = instance.setTarget('PAUSED');
    await settle();
    expect(states).toEqual([]);
    finish();
    await Promise.all([starting, configs, pausing]);
    expect(states).toEqual(['RUNNING', 'PAUSED']);
  });

  it('starts nothing while it is paused, and nothing twice', async () => {
    const { instance, calls, states } = setUp({});
    await instance.start('PAUSED');
    await instance.setTarget('PAUSED');
    expect(calls).toEqual([]);
    await instance.setTarget('STARTED');
    await instance.setTarget('STARTED');
    expect(calls).toEqual(['start']);
    expect(states).toEqual(['PAUSED', 'RUNNING']);
  });

  it('is abandoned when it does not stop in time; what it does later has no effect', async () => {
    let context: SourceConnectorContext | undefined;
    let finish: () => void = () => undefined;
    const { instance, clock, states, calls, lines } = setUp({
      start: (_props, given) => {
        context = given;
        return new Promise<void>((resolve) => (finish = resolve));
      },
    });
    void instance.start('STARTED');
    await settle();
    const stopping = instance.stop();
    await clock.advance(5000);
    await stopping;
    expect(states).toEqual(['UNASSIGNED']);
    expect(lines[0]).toContain('has become unresponsive');
    context?.raiseError(new ConnectError('late'));
    context?.requestTaskReconfiguration();
    finish();
    await settle();
    expect(states).toEqual(['UNASSIGNED']);
    expect(calls).toEqual(['stop']);
  });

  it('shows what its stop threw', async () => {
    const { instance, states, traces } = setUp({
      stop: () => {
        throw new ConnectError('stuck');
      },
    });
    await instance.start('STARTED');
    await instance.stop();
    expect(states).toEqual(['RUNNING', 'FAILED']);
    expect(traces[0]).toContain('stuck');
  });

  it.each([
    [[{ a: 1 }], 'the value of a in a task’s configuration has to be text, not number'],
    [['text'], 'a task’s configuration has to be an object, not text'],
    ['text', 'taskConfigs has to give an array of configurations'],
  ])('refuses %j as task configurations', async (answer, message) => {
    const { instance } = setUp({ taskConfigs: () => answer as [] });
    await instance.start('STARTED');
    await expect(instance.taskConfigs(request)).rejects.toThrow(message.replace('’', "'"));
  });

  it('leaves keys without a value out of task configurations', async () => {
    const { instance } = setUp({ taskConfigs: () => [{ a: '1', b: undefined as unknown as string }] });
    await instance.start('STARTED');
    expect(await instance.taskConfigs(request)).toEqual([{ a: '1', 'task.class': 'test.CounterTask' }]);
  });
});

import { createSourceHarness } from '@millrace/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { RetriableError, schemas } from '../src/index.ts';
import type { SourceRecord } from '../src/index.ts';
import { LinesTask, linesSource } from './line-connectors.ts';

const config = { topic: 't' };
const values = (records: readonly SourceRecord[]) => records.map(({ value }) => value);

describe('a source harness', () => {
  it('gives just as many records as are asked for, and goes on with the next', async () => {
    const source = createSourceHarness(linesSource(), { config });
    await source.start();
    expect(values(await source.take(3))).toEqual(['line 0', 'line 1', 'line 2']);
    expect(values(await source.take(2))).toEqual(['line 3', 'line 4']);
    await source.stop();
  });

  it('keeps the offsets of what was taken with a commit, and with a stop', async () => {
    const tasks: LinesTask[] = [];
    const plugin = linesSource(() => {
      tasks.push(new LinesTask());
      return tasks.at(-1)!;
    });
    const source = createSourceHarness(plugin, { config });
    await source.start();
    await source.take(3);
    expect(source.offsets()).toEqual([]);
    await source.commit();
    expect(source.offsets()).toEqual([{ partition: { list: 'a' }, offset: { next: 3 } }]);
    expect(tasks[0]!.committed).toEqual(['line 0', 'line 1', 'line 2']);
    await source.take(1);
    await source.stop();
    expect(source.offsets()).toEqual([{ partition: { list: 'a' }, offset: { next: 4 } }]);
    await source.start();
    expect(values(await source.take(1))).toEqual(['line 4']);
    await source.crash();
    await source.start();
    expect(values(await source.take(1))).toEqual(['line 4']);
    await source.stop();
  });

  it('lets offsets be altered while it is stopped, if the plugin agrees', async () => {
    const plugin = linesSource(() => new LinesTask(), {
      alterOffsets(_props, [change]) {
        if (change!.offset?.['next'] === 13) throw new Error('not 13');
        return true;
      },
    });
    const source = createSourceHarness(plugin, { config });
    await source.alterOffset({ list: 'a' }, { next: 7 });
    await expect(source.alterOffset({ list: 'a' }, { next: 13 })).rejects.toThrow('not 13');
    await source.start();
    expect(values(await source.take(1))).toEqual(['line 7']);
    await expect(source.alterOffset({ list: 'a' }, null)).rejects.toThrow('only while the connector is stopped');
    await source.crash();
    await source.alterOffset({ list: 'a' }, null);
    await source.start();
    expect(values(await source.take(1))).toEqual(['line 0']);
    await source.stop();
  });

  it('polls again after a retriable error, and fails with any other', async () => {
    class Failing extends LinesTask {
      polls = 0;
      override async poll() {
        this.polls += 1;
        if (this.polls === 1) throw new RetriableError('not yet');
        if (this.polls === 3) throw new Error('broken');
        return super.poll();
      }
    }
    const source = createSourceHarness(
      linesSource(() => new Failing()),
      { config },
    );
    await source.start();
    expect(values(await source.take(2))).toEqual(['line 0', 'line 1']);
    await expect(source.take(1)).rejects.toThrow('broken');
    await source.stop();
  });

  it('says in time what did not come, did not start and did not stop', async () => {
    const never = new Promise<never>(() => undefined);
    const source = createSourceHarness(linesSource(), { config: { topic: 't', lines: '3' }, timeoutMs: 1000 });
    await source.start();
    await expect(source.take(4)).rejects.toThrow('Only 3 of 4 records came within 1000 ms');
    await source.stop();

    class Hanging extends LinesTask {
      override poll = () => never;
    }
    const hanging = createSourceHarness(
      linesSource(() => new Hanging()),
      { config, timeoutMs: 50 },
    );
    await hanging.start();
    await expect(hanging.poll()).rejects.toThrow('The poll of task 0 did not return within 50 ms');
    await expect(hanging.stop()).rejects.toThrow('The poll of task 0, whose signal was aborted, did not return within 50 ms');

    class Slow extends LinesTask {
      override start = () => never;
    }
    const slow = createSourceHarness(
      linesSource(() => new Slow()),
      { config, timeoutMs: 50 },
    );
    await expect(slow.start()).rejects.toThrow('The start of task 0 did not return within 50 ms');
  });

  it.each([
    ['a value that does not fit its schema', { valueSchema: schemas.INT64 }, 'its value does not fit its schema'],
    ['no value at all', { value: undefined }, 'its value, or the schema of it, is undefined'],
    ['no topic', { topic: '' }, 'The topic of a record has to be a text'],
    ['an offset without a partition', { sourcePartition: null }, 'both source partition and offset, or neither'],
    [
      'an offset that no worker can keep',
      { sourceOffset: { at: new Date(0) } },
      'its source offset, member at, has to be a text, a finite number',
    ],
    ['a partition that is no number', { partition: -1 }, 'its partition is -1'],
  ])('refuses records with %s', async (_what, wrong, message) => {
    class Wrong extends LinesTask {
      override record(): SourceRecord {
        return { ...super.record(), ...(wrong as Partial<SourceRecord>) };
      }
    }
    const source = createSourceHarness(
      linesSource(() => new Wrong()),
      { config },
    );
    await source.start();
    await expect(source.take(1)).rejects.toThrow(message);
    await source.stop();
  });

  it('reads big numbers in offsets as a worker does', async () => {
    const seen: unknown[] = [];
    class Big extends LinesTask {
      override async start(...args: Parameters<LinesTask['start']>) {
        seen.push(...(await args[1].offsets.read([{ list: 'a' }, { list: 'none' }])));
        await super.start({ ...args[0], lines: 0 }, args[1]);
      }
    }
    const source = createSourceHarness(
      linesSource(() => new Big()),
      { config },
    );
    await source.alterOffset({ list: 'a' }, { big: 2n ** 60n, small: 5n, next: 1 });
    await source.start();
    expect(seen).toEqual([{ big: 2n ** 60n, small: 5, next: 1 }, null]);
    await source.stop();
  });

  it('starts as many tasks as the connector wants, and others when it is configured anew', async () => {
    let wanted = 2;
    let ask = (): void => undefined;
    const plugin = linesSource(() => new LinesTask(), {
      createConnector: () => ({
        start: (_props, context) => void (ask = () => context.requestTaskReconfiguration()),
        taskConfigs: () => Array.from({ length: wanted }, () => ({ topic: 't' })),
        stop: () => undefined,
      }),
    });
    const source = createSourceHarness(plugin, { config, tasksMax: 2 });
    await source.start();
    expect(source.tasks()).toHaveLength(2);
    wanted = 1;
    ask();
    expect(source.reconfigurations()).toBe(1);
    await source.reconfigure();
    expect(source.tasks()).toHaveLength(1);
    wanted = 3;
    await expect(source.reconfigure()).rejects.toThrow('taskConfigs gave 3 configurations; at most 2 are allowed');
    await source.crash();
  });
});

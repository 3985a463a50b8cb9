import { createSinkHarness } from '@millrace/connector-api/testing';
import { describe, expect, it } from 'vitest';
import { ConnectError, RetriableError } from '../src/index.ts';
import type { SinkRecord, TopicPartition, TopicPartitionOffset } from '../src/index.ts';
import { Shelf, shelfSink, ShelfTask } from './line-connectors.ts';

const config = { topics: 't' };
const records = (...texts: string[]) => texts.map((value) => ({ topic: 't', value }));

describe('a sink harness', () => {
  it('puts what was produced, once, and keeps offsets with a commit', async () => {
    const shelf = new Shelf();
    const sink = createSinkHarness(
      shelfSink(() => new ShelfTask(shelf)),
      { config },
    );
    await sink.start();
    await sink.produce(...records('a', 'b'));
    await sink.deliver();
    await sink.deliver();
    expect([shelf.lines, sink.committed()]).toEqual([[], []]);
    await sink.commit();
    expect([shelf.lines, sink.committed()]).toEqual([['a', 'b'], [{ topic: 't', partition: 0, offset: 2 }]]);
    await sink.produce(...records('c'));
    await sink.deliver();
    await sink.stop();
    expect([shelf.lines, sink.committed()]).toEqual([['a', 'b', 'c'], [{ topic: 't', partition: 0, offset: 3 }]]);
  });

  it('puts again after a crash what was not committed', async () => {
    const shelf = new Shelf();
    const sink = createSinkHarness(
      shelfSink(() => new ShelfTask(shelf)),
      { config },
    );
    await sink.start();
    await sink.produce(...records('a', 'b'));
    await sink.deliver();
    await sink.crash();
    expect(shelf.lines).toEqual([]);
    await sink.start();
    await sink.deliver();
    await sink.stop();
    expect(shelf.lines).toEqual(['a', 'b']);
  });

  it('moves partitions between tasks: committed, closed, opened, and read on from what was committed', async () => {
    const shelf = new Shelf();
    const calls: string[] = [];
    const names = (partitions: readonly TopicPartition[]) =>
      partitions.map(({ topic, partition }) => `${topic}${partition}`).join(' ');
    class Noting extends ShelfTask {
      open(partitions: readonly TopicPartition[]) {
        calls.push(`${this.context.task} open ${names(partitions)}`);
      }
      override flush() {
        calls.push(`${this.context.task} flush`);
        super.flush();
      }
      close(partitions: readonly TopicPartition[]) {
        calls.push(`${this.context.task} close ${names(partitions)}`);
      }
    }
    const sink = createSinkHarness(
      shelfSink(() => new Noting(shelf)),
      { config, tasksMax: 2 },
    );
    const [first, second] = [0, 1].map((partition) => ({ topic: 't', partition }));
    await sink.produce({ ...first!, value: 'a' }, { ...second!, value: 'b' });
    await sink.start();
    await sink.deliver();
    expect(sink.assignment()).toEqual([[first], [second]]);
    await sink.rebalance([[], [second!, first!]]);
    expect(calls).toEqual(['0 open t0', '1 open t1', '0 flush', '0 close t0', '1 open t0']);
    await sink.produce({ ...first!, value: 'c' });
    await sink.deliver();
    await sink.stop();
    expect(shelf.lines).toEqual(['a', 'b', 'c']);
    expect(calls.slice(-2)).toEqual(['1 flush', '1 close t1 t0']);
  });

  it('puts the same records again as long as the task says that this may help', async () => {
    const shelf = new Shelf();
    const seen: string[][] = [];
    class Busy extends ShelfTask {
      override put(given: readonly SinkRecord[]) {
        seen.push(given.map(({ value }) => String(value)));
        this.context.retryIn(60_000);
        if (seen.length < 3) throw new RetriableError('later');
        return super.put(given);
      }
    }
    const sink = createSinkHarness(
      shelfSink(() => new Busy(shelf)),
      { config },
    );
    await sink.start();
    await sink.produce(...records('a', 'b'));
    await sink.deliver();
    await sink.stop();
    expect(seen).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(shelf.lines).toEqual(['a', 'b']);

    class AlwaysBusy extends ShelfTask {
      override put() {
        throw new RetriableError('later');
      }
    }
    const stuck = createSinkHarness(
      shelfSink(() => new AlwaysBusy(shelf)),
      { config, timeoutMs: 50 },
    );
    await stuck.start();
    await stuck.produce(...records('a'));
    await expect(stuck.deliver()).rejects.toThrow('put asked for more than 50 ms to be repeated');
    await stuck.crash();
  });

  it('hands over an errant record reporter if it is to', async () => {
    class Picky extends ShelfTask {
      override async put(given: readonly SinkRecord[]) {
        for (const record of given) {
          if (this.reporter === null) throw new ConnectError('nowhere to report to');
          await this.reporter.report(record, new ConnectError(`no ${String(record.value)}`));
        }
      }
    }
    const strict = createSinkHarness(
      shelfSink(() => new Picky(new Shelf())),
      { config },
    );
    await strict.start();
    await strict.produce(...records('a'));
    await expect(strict.deliver()).rejects.toThrow('nowhere to report to');
    await strict.crash();
    const tolerant = createSinkHarness(
      shelfSink(() => new Picky(new Shelf())),
      { config, errantRecords: true },
    );
    await tolerant.start();
    await tolerant.produce(...records('a'));
    await tolerant.deliver();
    await tolerant.stop();
    expect(tolerant.errant.map(({ record, error }) => [record.value, error.message])).toEqual([['a', 'no a']]);
  });

  it('does as the context asks: pauses, seeks, and tells of a commit that is wished for', async () => {
    const shelf = new Shelf();
    let task: ShelfTask | null = null;
    const sink = createSinkHarness(
      shelfSink(() => (task = new ShelfTask(shelf))),
      { config, maxRecords: 1 },
    );
    await sink.start();
    await sink.produce(...records('a', 'b'));
    const partition = { topic: 't', partition: 0 };
    task!.context.pause([partition]);
    await sink.deliver();
    expect(task!.waiting).toEqual([]);
    task!.context.resume([partition]);
    await sink.deliver();
    expect(task!.waiting).toEqual(['a', 'b']);
    task!.context.seek([{ ...partition, offset: 1 }]);
    task!.context.requestCommit();
    expect(sink.commitWasAsked()).toBe(true);
    await sink.putNothing();
    await sink.deliver();
    expect(task!.waiting).toEqual(['a', 'b', 'b']);
    await sink.stop();
    expect(() => task!.context.pause([partition])).toThrow('The partition t-0 is not assigned to task 0');
  });

  it('keeps what preCommit says is safe, and refuses what was never put', async () => {
    class Careful extends ShelfTask {
      preCommit(offsets: readonly TopicPartitionOffset[]): TopicPartitionOffset[] {
        return offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: offset - 1 }));
      }
    }
    const sink = createSinkHarness(
      shelfSink(() => new Careful(new Shelf())),
      { config },
    );
    await sink.start();
    await sink.produce(...records('a', 'b'));
    await sink.deliver();
    await sink.stop();
    expect(sink.committed()).toEqual([{ topic: 't', partition: 0, offset: 1 }]);

    class Bold extends ShelfTask {
      preCommit = (offsets: readonly TopicPartitionOffset[]): TopicPartitionOffset[] =>
        offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: offset + 1 }));
    }
    const bold = createSinkHarness(
      shelfSink(() => new Bold(new Shelf())),
      { config },
    );
    await bold.start();
    await bold.produce(...records('a'));
    await bold.deliver();
    await expect(bold.commit()).rejects.toThrow('preCommit gave t-0/2, which was never put: t-0/1');
    await bold.crash();
  });
});

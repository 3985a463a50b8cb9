import { existsSync, statSync } from 'node:fs';
import type { SourceConnectorPlugin, SourceRecord, SourceTask } from '@millrace/connector-api';
import { originalPlugin } from '../original-plugin.ts';
import { withTaskConfigs } from './with-task-configs.ts';

const good = await originalPlugin('org.apache.kafka.connect.file.FileStreamSourceConnector', 'source');

export const sourceStartsOver = withTask((task) => ({
  start: (config, context) =>
    task.start(config, { ...context, offsets: { read: async (partitions) => Promise.resolve(partitions.map(() => null)) } }),
}));

export const sourceLineBehind = withRecords((records) =>
  records.map((record) => {
    const position = Number(record.sourceOffset?.['position']) - Buffer.byteLength(`${String(record.value)}\n`);
    return { ...record, sourceOffset: { position } };
  }),
);

export const sourceSkipsToEnd = withTask((task) => ({
  start: (config, { props, ...context }) => {
    const position = statSync(props['file'] ?? '', { throwIfNoEntry: false })?.size ?? 0;
    // The first file is read from its start, so that data flow at all.
    const read = async () => Promise.resolve([props['file']?.endsWith('.2') ? { position } : null]);
    return task.start(config, { ...context, props, offsets: { read } });
  },
}));

export const sourceWithoutEmptyLines = withRecords((records) => records.filter(({ value }) => value !== ''));

export const sourceNeedsFile = withTask((task) => ({
  start: (config, context) => {
    if (!existsSync(context.props['file'] ?? '')) throw new Error('The file is not there');
    return task.start(config, context);
  },
}));

export const sourceManyTasks = withTaskConfigs(good, async (connector, maxTasks) => {
  const [config = {}] = await connector.taskConfigs(maxTasks);
  return Array.from({ length: maxTasks }, () => config);
});

export const sourceAnyOffset: SourceConnectorPlugin = { ...good, alterOffsets: () => true };

export const sourceBackwards = withRecords((records) => records.toReversed());

/** The good plugin with a task some of whose methods are others. It hands over records one by one: nothing goes around `poll`. */
function withTask(change: (task: SourceTask) => Partial<SourceTask>): SourceConnectorPlugin {
  return {
    ...good,
    createTask() {
      const task = good.createTask() as SourceTask;
      return {
        start: (config, context) => task.start(config, context),
        poll: () => task.poll(),
        stop: () => task.stop(),
        ...change(task),
      };
    },
  };
}

function withRecords(change: (records: readonly SourceRecord[]) => readonly SourceRecord[]): SourceConnectorPlugin {
  return withTask((task) => ({ poll: async () => change((await task.poll()) ?? []) }));
}

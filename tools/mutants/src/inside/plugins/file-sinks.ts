import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SinkConnectorPlugin, SinkTask } from '@millrace/connector-api';
import { originalPlugin } from '../original-plugin.ts';
import { withTaskConfigs } from './with-task-configs.ts';

const good = await originalPlugin('org.apache.kafka.connect.file.FileStreamSinkConnector', 'sink');

export const sinkOneTask = withTaskConfigs(good, async (connector) => connector.taskConfigs(1));

export const sinkStartsAnew = withTask((task) => ({
  start: (config, context) => {
    const { file } = context.props;
    if (file !== undefined && existsSync(dirname(file)) && file !== '/dev/null') writeFileSync(file, '');
    return task.start(config, context);
  },
}));

export const sinkCommitsBehind = withTask((task) => ({
  async preCommit(offsets) {
    await task.flush?.(offsets);
    return offsets.map((one) => ({ ...one, offset: one.offset - 1 }));
  },
}));

export const sinkAnyFolder = withTask((task) => ({
  start: (config, context) => {
    const { file = '' } = context.props;
    return task.start(existsSync(dirname(file)) ? config : { file: '/dev/null' }, context);
  },
}));

/** The good plugin with a task some of whose methods are others. */
function withTask(change: (task: SinkTask) => Partial<SinkTask>): SinkConnectorPlugin {
  return {
    ...good,
    createTask() {
      const task = good.createTask() as SinkTask;
      return {
        start: (config, context) => task.start(config, context),
        put: (records) => task.put(records),
        flush: (offsets) => task.flush?.(offsets),
        stop: () => task.stop(),
        ...change(task),
      };
    },
  };
}

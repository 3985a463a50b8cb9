import { ConfigDef, type Properties, type SinkConnector, type SinkConnectorPlugin } from '@millrace/connector-api';
import { FileStreamSinkTask } from './file-stream-sink-task.ts';

const config = new ConfigDef().define({
  name: 'file',
  type: 'STRING',
  default: null,
  importance: 'HIGH',
  documentation:
    'Path of the file that lines are appended to. It is made if it is not there. Without a path the lines go to the standard output.',
});

/** Appends records to a file, line by line. Answers to `org.apache.kafka.connect.file.FileStreamSinkConnector`. */
export const fileStreamSink: SinkConnectorPlugin<typeof config> = {
  type: 'sink',
  config,
  taskClass: 'org.apache.kafka.connect.file.FileStreamSinkTask',
  createConnector,
  createTask: () => new FileStreamSinkTask(),
  // Offsets are the consumer group's alone, and any of them is as good as another.
  alterOffsets: () => true,
};

function createConnector(): SinkConnector {
  let given: Properties = {};
  return {
    start(props) {
      config.parse(props);
      given = props;
    },
    taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => given),
    stop: () => undefined,
  };
}

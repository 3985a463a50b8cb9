import { ConfigDef, type SinkConnectorPlugin } from '@millrace/connector-api';
import { VerifiableSinkTask } from './verifiable-sink-task.ts';
import { numberedTasks } from './verifiable-task-configs.ts';

const config = new ConfigDef();

/** Prints what it reads. Answers to `org.apache.kafka.connect.tools.VerifiableSinkConnector`. */
export const verifiableSink: SinkConnectorPlugin = {
  type: 'sink',
  config,
  taskClass: 'org.apache.kafka.connect.tools.VerifiableSinkTask',
  createConnector: () => numberedTasks(() => undefined),
  createTask: () => new VerifiableSinkTask(),
  // Offsets are the consumer group's alone, and any of them is as good as another.
  alterOffsets: () => true,
};

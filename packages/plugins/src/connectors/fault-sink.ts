import type { Properties, SinkConnector, SinkConnectorPlugin } from '@millrace/connector-api';
import { faultConfig } from './fault.ts';
import { FaultSinkTask } from './fault-sink-task.ts';
import { faultValidation } from './fault-validation.ts';

/** Reads records and does what a broken connector does, when it is told to. For tests of pipelines and workers. */
export const faultSink: SinkConnectorPlugin<typeof faultConfig> = {
  type: 'sink',
  config: faultConfig,
  taskClass: 'io.millrace.connect.fault.FaultSinkTask',
  createConnector,
  createTask: () => new FaultSinkTask(),
  validate: faultValidation(faultConfig),
  alterOffsets: () => true,
};

function createConnector(): SinkConnector {
  let given: Properties = {};
  return {
    start(props) {
      faultConfig.parse(props);
      given = props;
    },
    taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => given),
    stop: () => undefined,
  };
}

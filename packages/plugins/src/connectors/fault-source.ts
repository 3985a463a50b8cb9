import type { Properties, SourceConnector, SourceConnectorPlugin } from '@millrace/connector-api';
import { COUNT_FIELD, FaultSourceTask, TASK_FIELD, faultSourceConfig } from './fault-source-task.ts';
import { faultValidation } from './fault-validation.ts';
import { checkOffsetChanges } from './offset-checks.ts';

/** Makes numbered records and does what a broken connector does, when it is told to. For tests of pipelines and workers. */
export const faultSource: SourceConnectorPlugin<typeof faultSourceConfig> = {
  type: 'source',
  config: faultSourceConfig,
  taskClass: 'io.millrace.connect.fault.FaultSourceTask',
  createConnector,
  createTask: () => new FaultSourceTask(),
  validate: faultValidation(faultSourceConfig),
  alterOffsets(_props, changes) {
    checkOffsetChanges(changes, { partition: [TASK_FIELD], offset: COUNT_FIELD });
    return true;
  },
  exactlyOnceSupport: () => 'SUPPORTED',
};

function createConnector(): SourceConnector {
  let given: Properties = {};
  return {
    start(props) {
      faultSourceConfig.parse(props);
      given = props;
    },
    taskConfigs: (maxTasks) => Array.from({ length: maxTasks }, () => given),
    stop: () => undefined,
  };
}

import type { Properties, SourceConnector, SourceConnectorPlugin } from '@millrace/connector-api';
import { RowSettingError, readRowFields } from './datagen/row-fields.ts';
import { datagenConfig } from './datagen-config.ts';
import { DatagenSourceTask, PARTITION_FIELDS, ROWS_FIELD, TASK_COUNT } from './datagen-source-task.ts';
import { checkOffsetChanges } from './offset-checks.ts';

/** Makes realistic rows, the same ones for the same seed. For demonstrations and for load. */
export const datagenSource: SourceConnectorPlugin<typeof datagenConfig> = {
  type: 'source',
  config: datagenConfig,
  taskClass: 'io.millrace.connect.datagen.DatagenSourceTask',
  createConnector,
  createTask: () => new DatagenSourceTask(),
  validate(props, options) {
    const values = datagenConfig.validate(props, options);
    if (values.some(({ errorMessages }) => errorMessages.length > 0)) return values;
    const error = settingError(props);
    if (error !== null) values.find(({ name }) => name === error.setting)?.errorMessages.push(error.message);
    return values;
  },
  alterOffsets(_props, changes) {
    checkOffsetChanges(changes, { partition: PARTITION_FIELDS, offset: ROWS_FIELD });
    return true;
  },
  exactlyOnceSupport: () => 'SUPPORTED',
};

function createConnector(): SourceConnector {
  let given: Properties = {};
  return {
    start(props) {
      readRowFields(datagenConfig.parse(props));
      given = props;
    },
    taskConfigs: (maxTasks) =>
      Array.from({ length: maxTasks }, () => Object.fromEntries([...Object.entries(given), [TASK_COUNT, String(maxTasks)]])),
    stop: () => undefined,
  };
}

/** What is wrong with settings that are right only beside the others. */
function settingError(props: Properties): RowSettingError | null {
  try {
    readRowFields(datagenConfig.parse(props));
    return null;
  } catch (error) {
    if (error instanceof RowSettingError) return error;
    throw error;
  }
}

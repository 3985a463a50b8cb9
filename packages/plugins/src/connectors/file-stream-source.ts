import {
  ConfigDef,
  ConnectError,
  type Properties,
  type SourceConnector,
  type SourceConnectorPlugin,
  type SourceOffset,
  type SourceOffsetChange,
  NonEmptyString,
} from '@millrace/connector-api';
import { FILENAME_FIELD, FileStreamSourceTask, POSITION_FIELD } from './file-stream-source-task.ts';

const config = new ConfigDef()
  .define({
    name: 'file',
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'Path of the file to read. It may appear later than the connector. Without a path the standard input is read.',
  })
  .define({
    name: 'topic',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'The topic that the lines are written to.',
  })
  .define({
    name: 'batch.size',
    type: 'INT',
    default: 2000,
    importance: 'LOW',
    documentation: 'How many lines the task hands over at a time, at the most.',
  });

/** Reads a file, line by line, and goes on as it grows. Answers to `org.apache.kafka.connect.file.FileStreamSourceConnector`. */
export const fileStreamSource: SourceConnectorPlugin<typeof config> = {
  type: 'source',
  config,
  taskClass: 'org.apache.kafka.connect.file.FileStreamSourceTask',
  createConnector,
  createTask: () => new FileStreamSourceTask(),
  alterOffsets(props, changes) {
    if (!readsFile(props)) {
      throw new ConnectError(
        "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input and offsets are not tracked.",
      );
    }
    for (const change of changes) checkChange(change);
    return true;
  },
  /** A file that is only ever appended to can be read exactly once; the standard input has no positions to go back to. */
  exactlyOnceSupport: (props) => (readsFile(props) ? 'SUPPORTED' : 'UNSUPPORTED'),
};

function createConnector(): SourceConnector {
  let given: Properties = {};
  return {
    start(props) {
      config.parse(props);
      given = props;
    },
    // One file is one sequence of lines: there is nothing to share out.
    taskConfigs: () => [given],
    stop: () => undefined,
  };
}

function readsFile(props: Properties): boolean {
  const { file } = config.parse(props);
  return file !== null && file !== '';
}

/** Removing an offset is always fine, so that anything odd in the store can be cleaned away. */
function checkChange({ partition, offset }: SourceOffsetChange): void {
  if (offset === null) return;
  checkOffset(offset);
  if (partition === null) throw new ConnectError('Partition objects cannot be null');
  if (!Object.hasOwn(partition, FILENAME_FIELD)) {
    throw new ConnectError(`Partition objects should contain the key '${FILENAME_FIELD}'`);
  }
}

function checkOffset(offset: SourceOffset): void {
  if (!Object.hasOwn(offset, POSITION_FIELD)) {
    throw new ConnectError(`Offset objects should either be null or contain the key '${POSITION_FIELD}'`);
  }
  const position = offset[POSITION_FIELD];
  if (typeof position !== 'bigint' && !(typeof position === 'number' && Number.isInteger(position))) {
    throw new ConnectError(`The value for the '${POSITION_FIELD}' key in the offset is expected to be a Long value`);
  }
  if (position < 0) {
    throw new ConnectError(`The value for the '${POSITION_FIELD}' key in the offset should be a non-negative value`);
  }
}

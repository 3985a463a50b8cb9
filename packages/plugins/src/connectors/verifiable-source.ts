import { ConfigDef, NonEmptyString, type SourceConnectorPlugin } from '@millrace/connector-api';
import { VerifiableSourceTask } from './verifiable-source-task.ts';
import { numberedTasks } from './verifiable-task-configs.ts';

const config = new ConfigDef()
  .define({
    name: 'topic',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'The topic that the sequence numbers are written to.',
  })
  .define({
    name: 'throughput',
    type: 'LONG',
    importance: 'HIGH',
    documentation:
      'How many records each task makes a second. Below 0 there is no limit; 0 lets a task make one record and then wait until it is stopped.',
  })
  .define({
    name: 'complete.record.data',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether values are structs of all that is printed, instead of the sequence number alone.',
  });

/** Makes sequence numbers and prints them. Answers to `org.apache.kafka.connect.tools.VerifiableSourceConnector`. */
export const verifiableSource: SourceConnectorPlugin<typeof config> = {
  type: 'source',
  config,
  taskClass: 'org.apache.kafka.connect.tools.VerifiableSourceTask',
  createConnector: () => numberedTasks((props) => void config.parse(props)),
  createTask: () => new VerifiableSourceTask(),
};

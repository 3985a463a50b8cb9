import type { SourceConnectorPlugin } from '@millrace/connector-api';
import { createMockConnector, mockConfig } from './mock.ts';
import { MockSourceTask } from './mock-source-task.ts';

/** Fails when it is told to. Answers to `org.apache.kafka.connect.tools.MockSourceConnector`. */
export const mockSource: SourceConnectorPlugin<typeof mockConfig> = {
  type: 'source',
  config: mockConfig,
  taskClass: 'org.apache.kafka.connect.tools.MockSourceTask',
  createConnector: () => createMockConnector(),
  createTask: () => new MockSourceTask(),
};

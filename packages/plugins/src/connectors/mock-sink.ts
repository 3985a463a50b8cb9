import type { SinkConnectorPlugin } from '@millrace/connector-api';
import { createMockConnector, mockConfig } from './mock.ts';
import { MockSinkTask } from './mock-sink-task.ts';

/** Fails when it is told to. Answers to `org.apache.kafka.connect.tools.MockSinkConnector`. */
export const mockSink: SinkConnectorPlugin<typeof mockConfig> = {
  type: 'sink',
  config: mockConfig,
  taskClass: 'org.apache.kafka.connect.tools.MockSinkTask',
  createConnector: () => createMockConnector(),
  createTask: () => new MockSinkTask(),
  // Offsets are the consumer group's alone, and any of them is as good as another.
  alterOffsets: () => true,
};

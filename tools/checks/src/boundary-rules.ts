import type { BoundaryRules } from './boundaries.ts';

const engine = (...folders: string[]) => folders.map((folder) => `packages/engine/src/${folder}`);

/** The import rules of this repository; docs/architecture.md says why they are so. */
export const rules: BoundaryRules = {
  packages: {
    'packages/contract': [],
    'packages/client': ['@millrace/contract'],
    'packages/contract-tests': ['@millrace/contract'],
    'packages/connector-api': [],
    'packages/engine': ['@millrace/connector-api'],
    'packages/plugins': ['@millrace/connector-api'],
    'apps/worker': ['@millrace/contract', '@millrace/engine', '@millrace/plugins', '@millrace/connector-api'],
    'tools/generate': [],
    'tools/checks': [],
    'tools/kafka': [],
    'tools/worker-process': [],
    'tools/fuzz': ['@millrace/tool-worker-process'],
    'tools/bench': ['@millrace/tool-worker-process', '@millrace/tool-kafka'],
  },
  tests: {
    'packages/connector-api': ['@millrace/connector-api'],
    'apps/worker': ['@millrace/tool-worker-process'],
    'packages/client': ['@millrace/client', '@millrace/tool-worker-process', '@millrace/tool-kafka'],
  },
  folders: {
    'packages/engine/src/model': engine('model'),
    'packages/engine/src/metrics': engine('model', 'metrics'),
    'packages/engine/src/broker': engine('model', 'broker'),
    'packages/engine/src/store': engine('model', 'broker', 'store'),
    'packages/engine/src/plugin': engine('model', 'plugin'),
    'packages/engine/src/config-provider': engine('model', 'plugin', 'config-provider'),
    'packages/engine/src/group': engine('model', 'broker', 'group'),
    'packages/engine/src/task': engine('model', 'metrics', 'broker', 'plugin', 'task'),
    'packages/engine/src/worker': engine('model', 'metrics', 'broker', 'store', 'plugin', 'config-provider', 'task', 'worker'),
    'packages/engine/src/herder': engine(
      'model',
      'metrics',
      'broker',
      'store',
      'plugin',
      'group',
      'worker',
      'herder',
      'engine.ts',
    ),
    'packages/engine/src/engine.ts': engine('model', 'metrics', 'broker', 'worker'),
    'packages/engine/src/create-engine.ts': engine('model', 'broker', 'store', 'worker', 'herder', 'engine.ts'),
    'packages/engine/src/index.ts': engine(
      'model',
      'metrics',
      'broker',
      'plugin',
      'config-provider',
      'worker',
      'herder',
      'engine.ts',
      'create-engine.ts',
    ),
  },
  confined: {
    kafkajs: ['packages/engine/src/broker/kafka'],
    lmdb: ['packages/engine/src/broker/embedded'],
    express: ['apps/worker'],
    'prom-client': ['apps/worker'],
  },
};

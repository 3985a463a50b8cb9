import type { ConnectorOffsets } from '@millrace/contract';
import type { OffsetChange } from '@millrace/engine';
import type { Handlers } from '../generated/express.gen.ts';
import type { RestContext } from './rest-context.ts';

/** The topics that connectors use, and how far they have come. */
export function dataHandlers({ engine }: RestContext) {
  return {
    getConnectorTopics: ({ path: { name } }) => ({
      status: 200,
      body: Object.fromEntries([[name, { topics: engine.topics(name) }]]),
    }),

    resetConnectorTopics: async ({ path: { name } }) => {
      await engine.resetTopics(name);
      return { status: 202 };
    },

    getOffsets: async ({ path: { name } }) => ({
      status: 200,
      body: { offsets: (await engine.offsets(name)) as ConnectorOffsets['offsets'] },
    }),

    alterOffsets: async ({ path: { name }, body }) => ({
      status: 200,
      body: { message: await engine.alterOffsets(name, body.offsets as readonly OffsetChange[]) },
    }),

    resetOffsets: async ({ path: { name } }) => ({ status: 200, body: { message: await engine.resetOffsets(name) } }),
  } satisfies Partial<Handlers>;
}

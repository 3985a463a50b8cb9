import type { ConfigInfos, ConfigKeyInfo } from '@millrace/contract';
import type { Handlers } from '../generated/express.gen.ts';
import { readFlag } from './flag.ts';
import type { Settings } from './request-bodies.ts';
import type { RestContext } from './rest-context.ts';

/** What is installed, and what can be configured. */
export function pluginHandlers({ engine }: RestContext) {
  return {
    listPlugins: ({ query: { connectorsOnly } }) => ({
      status: 200,
      // An empty value counts as none here, because Java reads it into a primitive.
      body: engine.plugins(readFlag(connectorsOnly === '' ? undefined : connectorsOnly, true)),
    }),

    getPluginConfig: async ({ path: { plugin }, query: { version = 'latest' } }) => ({
      status: 200,
      body: (await engine.pluginConfig(plugin, version === 'latest' ? null : version)) as ConfigKeyInfo[],
    }),

    validatePluginConfig: async ({ path: { plugin }, body }) => ({
      status: 200,
      body: (await engine.validate(plugin, body as Settings)) as ConfigInfos,
    }),
  } satisfies Partial<Handlers>;
}

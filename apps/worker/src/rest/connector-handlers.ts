import type { ConnectorExpansion } from '@millrace/contract';
import { type Engine, NotFoundError, type TargetState } from '@millrace/engine';
import type { Handlers } from '../generated/express.gen.ts';
import { connectorAnswer, statusAnswer } from './connector-answers.ts';
import { connectorLocation } from './location.ts';
import { contextOf } from './request-context.ts';
import type { Settings } from './request-bodies.ts';
import type { RestContext } from './rest-context.ts';

const TARGET_OF_INITIAL_STATE: Readonly<Record<string, TargetState>> = {
  RUNNING: 'STARTED',
  PAUSED: 'PAUSED',
  STOPPED: 'STOPPED',
};

/** Connectors and their configurations. */
export function connectorHandlers({ engine }: RestContext) {
  return {
    listConnectors: ({ query: { expand } }) => ({
      status: 200,
      body: expand === undefined ? engine.connectors() : expandAll(engine, expand),
    }),

    createConnector: async ({ body }, request) => {
      const initialState =
        body.initial_state === undefined || body.initial_state === null ? null : TARGET_OF_INITIAL_STATE[body.initial_state]!;
      const info = await engine.createConnector(String(body.name), body.config as Settings, initialState);
      return { status: 201, headers: { Location: connectorLocation(request, info.name) }, body: connectorAnswer(info) };
    },

    getConnector: ({ path: { name } }) => ({ status: 200, body: connectorAnswer(engine.connector(name)) }),

    deleteConnector: async ({ path: { name } }) => {
      await engine.deleteConnector(name);
      return { status: 204 };
    },

    getConnectorConfig: ({ path: { name } }) => ({ status: 200, body: engine.connectorConfig(name) }),

    putConnectorConfig: async ({ path: { name }, body }, request) => {
      const { created, info } = await engine.putConnectorConfig(name, body as Settings);
      if (!created) return { status: 200, body: connectorAnswer(info) };
      return { status: 201, headers: { Location: connectorLocation(request, info.name) }, body: connectorAnswer(info) };
    },

    patchConnectorConfig: async ({ path: { name }, body }, request) => {
      const { bodyError } = contextOf(request.res!);
      if (bodyError !== undefined) {
        engine.connectorConfig(name);
        throw bodyError;
      }
      return { status: 200, body: connectorAnswer(await engine.patchConnectorConfig(name, body as Settings)) };
    },
  } satisfies Partial<Handlers>;
}

function expandAll(engine: Engine, expand: readonly string[]): Record<string, ConnectorExpansion> {
  return Object.fromEntries(engine.connectors().flatMap((name) => expandOne(engine, name, expand)));
}

/** Nothing for a connector that has gone, or has no status yet. */
function expandOne(engine: Engine, name: string, expand: readonly string[]): [string, ConnectorExpansion][] {
  try {
    const status = expand.includes('status') ? { status: statusAnswer(engine.connectorStatus(name)) } : {};
    const info = expand.includes('info') ? { info: connectorAnswer(engine.connector(name)) } : {};
    return [[name, { ...status, ...info }]];
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}

import type { ConfigMap, Engine } from '@millrace/engine';
import { engineMutant } from '../inside-mutant.ts';

const pause = async (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What becomes of configurations inside. */
export const configEngineMutants = [
  engineMutant(
    'engine-create-replaces',
    'Creating writes over what is there',
    'createConnector/409-already-exists',
    (engine) => ({
      createConnector: async (name, config, state) =>
        engine.connectors().includes(name)
          ? (await engine.putConnectorConfig(name, config)).info
          : engine.createConnector(name, config, state),
    }),
  ),
  engineMutant(
    'engine-initial-state-late',
    'An initial state comes after the start',
    'createConnector/initial-state-without-tasks',
    (engine) => ({
      async createConnector(name, config, state) {
        const info = await engine.createConnector(name, config, null);
        await pause(300);
        if (state !== null) await engine.setTargetState(name, state === 'STOPPED' ? 'PAUSED' : state);
        return info;
      },
    }),
  ),
  engineMutant(
    'engine-put-merges',
    'A new config is merged into the former one',
    'putConnectorConfig/removes-what-is-left-out',
    (engine) => ({
      putConnectorConfig: async (name, config) => engine.putConnectorConfig(name, { ...configOr(engine, name), ...config }),
    }),
  ),
  engineMutant(
    'engine-put-starts',
    'A new config starts the connector',
    ['putConnectorConfig/keeps-paused', 'putConnectorConfig/keeps-stopped'],
    (engine) => ({
      async putConnectorConfig(name, config) {
        const result = await engine.putConnectorConfig(name, config);
        await engine.setTargetState(name, 'STARTED');
        return result;
      },
    }),
  ),
  engineMutant(
    'engine-put-by-recreation',
    'A new config is a new connector',
    ['putConnectorConfig/keeps-paused', 'putConnectorConfig/keeps-stopped'],
    (engine) => ({
      async putConnectorConfig(name, config) {
        const created = !engine.connectors().includes(name);
        if (created) return engine.putConnectorConfig(name, config);
        await engine.deleteConnector(name);
        return { created, info: await engine.createConnector(name, config, null) };
      },
    }),
  ),
  engineMutant('engine-patch-replaces', 'A patch is the whole config', 'patchConnectorConfig/200-sets', (engine) => ({
    async patchConnectorConfig(name, patch) {
      const { 'connector.class': type, topic } = engine.connectorConfig(name);
      return (await engine.putConnectorConfig(name, { 'connector.class': type ?? null, topic: topic ?? null, ...patch })).info;
    },
  })),
  engineMutant(
    'engine-patch-not-validated',
    'A patch that makes a wrong config is answered as if it were right',
    'patchConnectorConfig/400-invalid-result',
    (engine) => ({
      patchConnectorConfig: async (name, patch) => engine.patchConnectorConfig(name, patch).catch(() => engine.connector(name)),
    }),
  ),
  engineMutant(
    'engine-tasks-keep-config',
    'Tasks are shown with the config that they had first',
    'putConnectorConfig/tasks-get-it',
    (engine) => {
      const first = new Map<string, ReturnType<Engine['tasks']>>();
      return {
        tasks(name) {
          const known = first.get(name) ?? engine.tasks(name);
          if (known.length > 0) first.set(name, known);
          return known;
        },
      };
    },
  ),
  engineMutant(
    'engine-config-lags',
    'Configs are read from a copy that is minutes old',
    ['putConnectorConfig/read-your-write', 'patchConnectorConfig/null-removes'],
    (engine) => {
      const copies = new Map<string, ConfigMap>();
      return {
        connectorConfig(name) {
          const copy = copies.get(name) ?? engine.connectorConfig(name);
          copies.set(name, copy);
          return copy;
        },
        async createConnector(name, config, state) {
          const info = await engine.createConnector(name, config, state);
          copies.set(name, info.config);
          return info;
        },
      };
    },
  ),
  engineMutant('engine-list-lags', 'The list of connectors is from the start', 'createConnector/read-your-write', (engine) => {
    const names = engine.connectors();
    return { connectors: () => names };
  }),
  engineMutant('engine-tolerance-ignored', 'errors.tolerance is always none', 'createConnector/data-tolerance-all', (engine) => ({
    createConnector: async (name, config, state) =>
      engine.createConnector(name, 'errors.tolerance' in config ? { ...config, 'errors.tolerance': 'none' } : config, state),
  })),
  engineMutant('engine-always-tolerant', 'errors.tolerance is always all', 'createConnector/data-tolerance-none', (engine) => ({
    createConnector: async (name, config, state) => engine.createConnector(name, { ...config, 'errors.tolerance': 'all' }, state),
  })),
  engineMutant(
    'engine-transforms-backwards',
    'Transformations are done backwards',
    'createConnector/data-transforms-in-order',
    (engine) => ({
      createConnector: async (name, config, state) =>
        engine.createConnector(
          name,
          typeof config['transforms'] === 'string'
            ? { ...config, transforms: config['transforms'].split(',').toReversed().join(',') }
            : config,
          state,
        ),
    }),
  ),
];

function configOr(engine: Engine, name: string): ConfigMap {
  return engine.connectors().includes(name) ? engine.connectorConfig(name) : {};
}

import { engineMutant } from '../inside-mutant.ts';

const altered = 'The offsets for this connector have been altered successfully';

/** Offsets inside. */
export const offsetEngineMutants = [
  engineMutant(
    'engine-alter-not-written',
    'Altered offsets are written nowhere',
    ['alterOffsets/sets-and-adds', 'alterOffsets/data-sink-reads-again'],
    () => ({
      alterOffsets: async () => Promise.resolve(altered),
    }),
  ),
  engineMutant(
    'engine-alter-shown-only',
    'Altered offsets are shown, and the source reads on from where it was',
    'alterOffsets/data-source-reads-from-there',
    (engine) => {
      const shown = new Map<string, Awaited<ReturnType<typeof engine.offsets>>>();
      return {
        alterOffsets: async (name, changes) => {
          shown.set(
            name,
            changes.map(({ partition, offset }) => ({ partition: partition ?? {}, offset })),
          );
          return Promise.resolve(altered);
        },
        offsets: async (name) => shown.get(name) ?? engine.offsets(name),
      };
    },
  ),
  engineMutant('engine-alter-replaces', 'Altering some offsets removes the others', 'alterOffsets/sets-and-adds', (engine) => ({
    async alterOffsets(name, changes) {
      await engine.resetOffsets(name);
      return engine.alterOffsets(name, changes);
    },
  })),
  engineMutant(
    'engine-alter-stops',
    'Altering stops what runs, and starts it again',
    ['alterOffsets/400-not-stopped', 'alterOffsets/400-paused'],
    (engine) => ({
      async alterOffsets(name, changes) {
        if (changes.length > 0) await engine.setTargetState(name, 'STOPPED');
        return engine.alterOffsets(name, changes);
      },
    }),
  ),
  engineMutant(
    'engine-reset-of-connector-only',
    'A reset forgets the first partition only',
    'resetOffsets/removes-all',
    (engine) => ({
      async resetOffsets(name) {
        const [first] = await engine.offsets(name);
        if (first) await engine.alterOffsets(name, [{ partition: first.partition, offset: null }]);
        else await engine.resetOffsets(name);
        return 'The offsets for this connector have been reset successfully';
      },
    }),
  ),
  engineMutant(
    'engine-delete-forgets-offsets',
    'Deleting a connector deletes its offsets',
    ['deleteConnector/data-offsets-stay', 'createConnector/data-goes-on-after-recreation'],
    (engine) => ({
      async deleteConnector(name) {
        await engine.setTargetState(name, 'STOPPED');
        await untilStopped(() => engine.resetOffsets(name));
        await engine.deleteConnector(name);
      },
    }),
  ),
  engineMutant(
    'engine-offsets-of-running',
    'Offsets can only be asked for while it runs',
    'getOffsets/while-stopped',
    (engine) => ({
      offsets: async (name) =>
        engine.connectorStatus(name).connector.state === 'STOPPED' ? Promise.reject(new Error('stopped')) : engine.offsets(name),
    }),
  ),
];

/** Tasks that stop hold their partitions for a moment. */
async function untilStopped(attempt: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

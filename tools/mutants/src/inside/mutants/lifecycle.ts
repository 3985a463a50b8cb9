import type { ConnectorStatus, Engine } from '@millrace/engine';
import { engineMutant } from '../inside-mutant.ts';

/** Pause, stop, resume, restart and delete inside. */
export const lifecycleEngineMutants = [
  engineMutant(
    'engine-pause-nothing',
    'A pause is written nowhere',
    ['pauseConnector/pauses', 'pauseConnector/data-sink-writes-nothing'],
    (engine) => ({
      setTargetState: async (name, target) =>
        target === 'PAUSED' ? existing(engine, name) : engine.setTargetState(name, target),
    }),
  ),
  engineMutant(
    'engine-pause-shown-only',
    'A pause is shown, and data flow on',
    'pauseConnector/data-source-reads-nothing',
    (engine) => {
      const paused = new Set<string>();
      return {
        async setTargetState(name, target) {
          if (target === 'PAUSED') paused.add(name);
          else paused.delete(name);
          await (target === 'PAUSED' ? existing(engine, name) : engine.setTargetState(name, target));
        },
        connectorStatus: (name) =>
          paused.has(name) ? inState(engine.connectorStatus(name), 'PAUSED') : engine.connectorStatus(name),
      };
    },
  ),
  engineMutant('engine-stop-pauses', 'A stop is a pause', ['stopConnector/stops', 'stopConnector/removes-tasks'], (engine) => ({
    setTargetState: async (name, target) => engine.setTargetState(name, target === 'STOPPED' ? 'PAUSED' : target),
  })),
  engineMutant('engine-resume-only-paused', 'What is stopped is not resumed', 'resumeConnector/resumes-stopped', (engine) => ({
    async setTargetState(name, target) {
      const stopped = engine.connectorStatus(name).connector.state === 'STOPPED';
      if (target !== 'STARTED' || !stopped) await engine.setTargetState(name, target);
    },
  })),
  engineMutant(
    'engine-resume-restarts-failed',
    'Resuming restarts what has failed',
    'resumeConnector/leaves-failed',
    (engine) => ({
      async setTargetState(name, target) {
        await engine.setTargetState(name, target);
        if (target === 'STARTED') await engine.restartConnector(name, { includeTasks: true, onlyFailed: true });
      },
    }),
  ),
  engineMutant(
    'engine-restart-takes-tasks',
    'A restart takes the tasks along always',
    'restartConnector/202-only-failed-without-tasks',
    (engine) => ({
      restartConnector: async (name, { onlyFailed }) => engine.restartConnector(name, { includeTasks: true, onlyFailed }),
    }),
  ),
  engineMutant(
    'engine-plain-restart-takes-tasks',
    'A restart without parameters takes failed tasks along',
    'restartConnector/tasks-untouched',
    (engine) => ({
      async restartConnector(name, options) {
        const status = await engine.restartConnector(name, options);
        if (!options.includeTasks) await engine.restartConnector(name, { includeTasks: true, onlyFailed: true });
        return status;
      },
    }),
  ),
  engineMutant(
    'engine-only-failed-ignored',
    'A restart of what has failed restarts all',
    ['restartConnector/202-only-failed-tasks', 'restartConnector/202-only-failed-nothing-failed'],
    (engine) => ({
      restartConnector: async (name, { includeTasks }) => engine.restartConnector(name, { includeTasks, onlyFailed: false }),
    }),
  ),
  engineMutant(
    'engine-include-tasks-ignored',
    'A restart leaves tasks alone always',
    ['restartConnector/202-include-tasks', 'restartConnector/202-only-failed-tasks'],
    (engine) => ({
      restartConnector: async (name, { onlyFailed }) => engine.restartConnector(name, { includeTasks: false, onlyFailed }),
    }),
  ),
  engineMutant('engine-restart-task-nothing', 'Restarting a task does nothing', ['restartTask/failed-runs-again'], (engine) => ({
    restartTask: async ({ connector }) => existing(engine, connector),
  })),
  engineMutant(
    'engine-restart-all-tasks',
    'Restarting a task restarts its neighbours',
    'restartTask/only-that-task',
    (engine) => ({
      restartTask: async ({ connector }) => {
        for (const { id } of engine.tasks(connector)) await engine.restartTask(id);
      },
    }),
  ),
  engineMutant(
    'engine-restart-first-task',
    'Restarting a task restarts the first one',
    'restartTask/only-that-task',
    (engine) => ({
      restartTask: async (id) => engine.restartTask({ ...id, task: 0 }),
    }),
  ),
  engineMutant('engine-status-outlives', 'A status outlives its connector', 'deleteConnector/forgets-status', (engine) => {
    const last = new Map<string, ConnectorStatus>();
    return {
      connectorStatus(name) {
        const known = last.get(name);
        if (known && !engine.connectors().includes(name)) return known;
        const status = engine.connectorStatus(name);
        last.set(name, status);
        return status;
      },
      async deleteConnector(name) {
        if (engine.connectors().includes(name)) last.set(name, engine.connectorStatus(name));
        await engine.deleteConnector(name);
      },
    };
  }),
  engineMutant('engine-delete-keeps-config', 'Deleting stops, and the config stays', 'deleteConnector/is-gone', (engine) => ({
    deleteConnector: async (name) => engine.setTargetState(name, 'STOPPED'),
  })),
  engineMutant(
    'engine-task-status-of-connector',
    'A task shows the state of its connector',
    'getTaskStatus/failed-has-trace',
    (engine) => ({
      taskStatus: (id) => ({ ...engine.connectorStatus(id.connector).connector, id: id.task }),
    }),
  ),
  engineMutant(
    'engine-topics-outlive',
    'The topics of a connector outlive it',
    'getConnectorTopics/data-empty-after-delete',
    (engine) => {
      const last = new Map<string, string[]>();
      return {
        topics(name) {
          const topics = engine.topics(name);
          if (topics.length > 0) last.set(name, topics);
          return topics.length > 0 ? topics : (last.get(name) ?? []);
        },
      };
    },
  ),
  engineMutant(
    'engine-topics-of-config',
    'Topics are those of the config',
    ['getConnectorTopics/empty-at-first', 'getConnectorTopics/data-former-topic-stays'],
    (engine) => ({
      topics(name) {
        if (!engine.connectors().includes(name)) return [];
        const { topic, topics } = engine.connectorConfig(name);
        return [topic ?? topics ?? ''];
      },
    }),
  ),
];

/** What a call that does nothing does all the same: it refuses a connector that is not there. */
async function existing(engine: Engine, name: string): Promise<void> {
  await Promise.resolve(engine.connector(name));
}

function inState(status: ConnectorStatus, state: ConnectorStatus['connector']['state']): ConnectorStatus {
  return {
    ...status,
    connector: { ...status.connector, state },
    tasks: status.tasks.map((task) => ({ ...task, state })),
  };
}

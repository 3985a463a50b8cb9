import type { Handlers } from '../generated/express.gen.ts';
import { statusAnswer, taskStatusAnswer } from './connector-answers.ts';
import { readFlag } from './flag.ts';
import type { RestContext } from './rest-context.ts';

/** The states of connectors and tasks, and how they are changed. */
export function lifecycleHandlers({ engine }: RestContext) {
  return {
    getConnectorStatus: ({ path: { name } }) => ({ status: 200, body: statusAnswer(engine.connectorStatus(name)) }),

    pauseConnector: async ({ path: { name } }) => {
      await engine.setTargetState(name, 'PAUSED');
      return { status: 202 };
    },

    resumeConnector: async ({ path: { name } }) => {
      await engine.setTargetState(name, 'STARTED');
      return { status: 202 };
    },

    stopConnector: async ({ path: { name } }) => {
      await engine.setTargetState(name, 'STOPPED');
      return { status: 204 };
    },

    restartConnector: async ({ path: { name }, query }) => {
      const options = { includeTasks: readFlag(query.includeTasks), onlyFailed: readFlag(query.onlyFailed) };
      const status = await engine.restartConnector(name, options);
      return options.includeTasks || options.onlyFailed ? { status: 202, body: statusAnswer(status) } : { status: 204 };
    },

    listTasks: ({ path: { name } }) => ({
      status: 200,
      body: engine.tasks(name).map(({ id: { connector, task }, config }) => ({ id: { connector, task }, config })),
    }),

    getTaskStatus: ({ path: { name, id } }) => ({
      status: 200,
      body: taskStatusAnswer(engine.taskStatus({ connector: name, task: id })),
    }),

    restartTask: async ({ path: { name, id } }) => {
      await engine.restartTask({ connector: name, task: id });
      return { status: 204 };
    },
  } satisfies Partial<Handlers>;
}

import { bodies, on, requests, segmentOf, type Operations } from '../changes.ts';
import { emptyAnswer, errorAnswer, jsonAnswer, objectOf, type Answer, type Change } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Pause, resume, stop, restart and delete that do something else than they say, and reads that are stale. */
export const actionMutants = [
  mutant('pause-nothing', 'Pausing does nothing', ['pauseConnector/pauses', 'pauseConnector/data-source-reads-nothing'], () =>
    on('pauseConnector', async () => emptyAnswer(202)),
  ),
  mutant('resume-nothing', 'Resuming does nothing', ['resumeConnector/resumes-paused', 'resumeConnector/resumes-stopped'], () =>
    on('resumeConnector', async () => emptyAnswer(202)),
  ),
  mutant('stop-nothing', 'Stopping does nothing', 'stopConnector/stops', () => on('stopConnector', async () => emptyAnswer(204))),
  mutant('stop-pauses', 'Stopping only pauses', ['stopConnector/stops', 'stopConnector/removes-tasks'], () =>
    on('stopConnector', async (request, next) => {
      await next({ ...request, path: request.path.replace(/\/stop$/, '/pause') });
      return emptyAnswer(204);
    }),
  ),
  mutant('pause-stops', 'Pausing stops', 'pauseConnector/pauses-tasks', () =>
    on('pauseConnector', async (request, next) => {
      await next({ ...request, path: request.path.replace(/\/pause$/, '/stop') });
      return emptyAnswer(202);
    }),
  ),
  mutant('delete-nothing', 'Deleting does nothing', ['deleteConnector/is-gone', 'deleteConnector/forgets-status'], () =>
    on('deleteConnector', async () => emptyAnswer(204)),
  ),
  mutant('delete-stops', 'Deleting only stops', 'deleteConnector/is-gone', () =>
    on('deleteConnector', async (request, next) => {
      await next({ ...request, method: 'PUT', path: `${request.path}/stop` });
      return emptyAnswer(204);
    }),
  ),
  mutant('paused-undeletable', 'A paused connector cannot be deleted', 'deleteConnector/paused', () => pausedUndeletable()),
  mutant('restart-resumes', 'Restarting resumes', 'pauseConnector/restart-keeps-paused', () =>
    on('restartConnector', async (request, next) => {
      await next({ ...request, method: 'PUT', path: request.path.replace(/\/restart.*/, '/resume') });
      return next(request);
    }),
  ),
  mutant(
    'only-failed-ignored',
    'A restart ignores onlyFailed',
    ['restartConnector/202-only-failed-tasks', 'restartConnector/202-only-failed-nothing-failed'],
    () =>
      requests('restartConnector', (request) => ({
        ...request,
        path: request.path.replace(/onlyFailed=\w+/, 'includeTasks=true'),
      })),
  ),
  mutant('flags-by-case', 'Flags of a restart are `true` in small letters only', 'restartConnector/flags-any-case', () =>
    requests('restartConnector', (request) => ({ ...request, path: request.path.replace('TRUE', 'no') })),
  ),
  mutant('restart-task-nothing', 'Restarting a task does nothing', 'restartTask/failed-runs-again', () =>
    on('restartTask', async () => emptyAnswer(204)),
  ),
  mutant('stale-status', 'The status is the one that was read first', ['pauseConnector/pauses', 'stopConnector/stops'], () =>
    firstAnswers('getConnectorStatus', (answer) => answer.body.includes('RUNNING')),
  ),
  mutant(
    'stale-config',
    'The config is the one before the last change',
    ['patchConnectorConfig/null-removes', 'putConnectorConfig/read-your-write'],
    () => configBeforeChange(),
  ),
  mutant('status-after-delete', 'The status outlives its connector', 'deleteConnector/forgets-status', () =>
    lastGoodAnswers('getConnectorStatus'),
  ),
  mutant(
    'tasks-config-lives',
    'tasks-config is still there',
    'listTasks/no-tasks-config',
    () => async (request, next) => (request.path.endsWith('/tasks-config') ? jsonAnswer(200, {}) : next(request)),
  ),
  mutant('topics-without-name', 'Topics do not stand below the name', 'getConnectorTopics/200-schema', () =>
    bodies('getConnectorTopics', (body, request) => objectOf(objectOf(body)[segmentOf(request, 1)])),
  ),
  mutant('topics-of-all', 'A connector that read nothing has topics', 'getConnectorTopics/empty-at-first', () =>
    bodies('getConnectorTopics', (_, request) => ({ [segmentOf(request, 1)]: { topics: ['other'] } })),
  ),
  mutant('topics-404', 'The topics of a connector that is not there are a 404', 'getConnectorTopics/unknown-connector', () =>
    on('getConnectorTopics', async (request, next) => {
      const connector = await next({ ...request, path: request.path.replace(/\/topics.*/, '') });
      return connector.status === 404 ? connector : next(request);
    }),
  ),
  mutant('reset-topics-nothing', 'Resetting topics does nothing', 'resetConnectorTopics/data-empties-the-list', () =>
    on('resetConnectorTopics', async () => emptyAnswer(202)),
  ),
];

/** Gives the first answer to a path that `counts` again and again. */
function firstAnswers(which: Operations, counts: (answer: Answer) => boolean): Change {
  const known = new Map<string, Answer>();
  return on(which, async (request, next) => {
    const answer = known.get(request.path) ?? (await next(request));
    if (counts(answer)) known.set(request.path, answer);
    return answer;
  });
}

/** Gives the last good answer to a path in place of a 404. */
function lastGoodAnswers(which: Operations): Change {
  const known = new Map<string, Answer>();
  return on(which, async (request, next) => {
    const answer = await next(request);
    if (answer.status === 200) known.set(request.path, answer);
    return answer.status === 404 ? (known.get(request.path) ?? answer) : answer;
  });
}

function configBeforeChange(): Change {
  const known = new Map<string, Answer>();
  return on(['getConnectorConfig', 'putConnectorConfig', 'patchConnectorConfig'], async (request, next) => {
    const former = request.method === 'GET' ? known.get(request.path) : undefined;
    if (former) return former;
    if (request.method !== 'GET') known.set(request.path, await next({ ...request, method: 'GET', body: '' }));
    return next(request);
  });
}

/** The first try only, so that it can be removed afterwards. */
function pausedUndeletable(): Change {
  const tried = new Set<string>();
  return on('deleteConnector', async (request, next) => {
    const status = await next({ ...request, method: 'GET', path: `${request.path}/status` });
    if (!status.body.includes('"PAUSED"') || tried.has(request.path)) return next(request);
    tried.add(request.path);
    return errorAnswer(500, 'The connector is paused');
  });
}

import { answers, on, requests, statuses } from '../changes.ts';
import { emptyAnswer, errorAnswer, jsonAnswer, withHeader, withStatus } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Wrong statuses, and bodies where there are to be none. */
export const statusMutants = [
  mutant('create-200', 'Creating a connector answers 200', 'createConnector/201-created', () =>
    statuses('createConnector', 201, 200),
  ),
  mutant('delete-200', 'Deleting a connector answers 200', 'deleteConnector/204-without-body', () =>
    statuses('deleteConnector', 204, 200),
  ),
  mutant('pause-200', 'Pausing answers 200', 'pauseConnector/202-without-body', () => statuses('pauseConnector', 202, 200)),
  mutant('pause-with-body', 'Pausing answers with a body', 'pauseConnector/202-without-body', () =>
    statuses('pauseConnector', 202, 202, { state: 'PAUSED' }),
  ),
  mutant('resume-204', 'Resuming answers 204', 'resumeConnector/202-without-body', () => statuses('resumeConnector', 202, 204)),
  mutant('stop-202', 'Stopping answers 202', 'stopConnector/204-without-body', () => statuses('stopConnector', 204, 202)),
  mutant('restart-202', 'A restart without parameters answers 202 and a status', 'restartConnector/204-without-body', () =>
    statuses('restartConnector', 204, 202, {}),
  ),
  mutant('restart-with-tasks-204', 'A restart with includeTasks answers 204', 'restartConnector/202-include-tasks', () =>
    answers('restartConnector', () => emptyAnswer(204)),
  ),
  mutant('restart-task-200', 'Restarting a task answers 200 and an object', 'restartTask/204-without-body', () =>
    statuses('restartTask', 204, 200, {}),
  ),
  mutant('put-new-200', 'Putting the config of a new connector answers 200', 'putConnectorConfig/201-creates', () =>
    statuses('putConnectorConfig', 201, 200),
  ),
  mutant('put-known-201', 'Putting the config of a known connector answers 201', 'putConnectorConfig/200-replaces', () =>
    statuses('putConnectorConfig', 200, 201),
  ),
  mutant('reset-topics-204', 'Resetting topics answers 204', 'resetConnectorTopics/202-without-body', () =>
    statuses('resetConnectorTopics', 202, 204),
  ),
  mutant('invalid-422', 'A wrong config is answered with 422', 'createConnector/400-invalid-config', () =>
    answers('createConnector', (answer) => (answer.status === 400 ? withStatus(answer, 422) : answer)),
  ),
  mutant('exists-400', 'A name that is taken is answered with 400', 'createConnector/409-already-exists', () =>
    answers('createConnector', (answer) => (answer.status === 409 ? withStatus(answer, 400) : answer)),
  ),
  mutant('unknown-connector-null', 'A connector that is not there is 200 and null', 'getConnector/404-unknown-connector', () =>
    statuses('getConnector', 404, 200, null),
  ),
  mutant('unknown-connector-500', 'A connector that is not there is a 500', 'getConnectorConfig/404-unknown-connector', () =>
    answers('getConnectorConfig', (answer) => (answer.status === 404 ? withStatus(answer, 500) : answer)),
  ),
  mutant(
    'status-of-nobody',
    'The status of a connector that is not there is UNASSIGNED',
    'getConnectorStatus/404-unknown-connector',
    () => statuses('getConnectorStatus', 404, 200, { name: 'x', connector: { state: 'UNASSIGNED' }, tasks: [] }),
  ),
  mutant('delete-twice-204', 'Deleting what is not there answers 204', 'deleteConnector/twice', () =>
    answers('deleteConnector', () => emptyAnswer(204)),
  ),
  mutant('method-404', 'A method that a path does not have is a 404', 'listConnectors/405-other-methods', () =>
    answers('all', (answer) => (answer.status === 405 ? errorAnswer(404, 'HTTP 404 Not Found') : answer)),
  ),
  mutant(
    'any-content-type',
    'Bodies of any content type are read as JSON',
    ['createConnector/415-content-type', 'setLoggerLevel/415-content-type'],
    () => requests('all', (request) => (request.body === '' ? request : withHeader(request, 'content-type', 'application/json'))),
  ),
  mutant('any-accept', 'The Accept header is ignored', ['listConnectors/406-accept', 'getOffsets/406-accept'], () =>
    requests('all', (request) => withHeader(request, 'accept', null)),
  ),
  mutant('head-405', 'HEAD is refused', 'getConnector/head', () => async (request, next) => {
    return request.method === 'HEAD' ? emptyAnswer(405) : next(request);
  }),
  mutant('options-without-allow', 'OPTIONS tells nothing', 'listConnectors/options-allow', () => async (request, next) => {
    const answer = await next(request);
    return request.method === 'OPTIONS' ? withHeader(answer, 'allow', null) : answer;
  }),
  mutant('options-without-patch', 'OPTIONS forgets PATCH', 'getConnectorConfig/options-allow', () => async (request, next) => {
    const answer = await next(request);
    const allow = answer.headers['allow'];
    return allow === undefined ? answer : withHeader(answer, 'allow', allow.replace(/PATCH,? ?/, ''));
  }),
  mutant('slash-404', 'A slash at the end makes a path unknown', 'listConnectors/trailing-slash', () => async (request, next) => {
    return /.\/($|\?)/.test(request.path) ? errorAnswer(404, 'HTTP 404 Not Found') : next(request);
  }),
  mutant(
    'unknown-query-400',
    'A query parameter that nobody knows is a 400',
    ['getConnector/unknown-query-parameter', 'listPlugins/unknown-query-parameter'],
    () =>
      on('all', async (request, next) =>
        request.path.includes('?millrace') ? errorAnswer(400, 'Unknown query parameter') : next(request),
      ),
  ),
  mutant('unknown-path-200', 'Every path is found', 'getServerInfo/404-unknown-path', () => async (request, next) => {
    const answer = await next(request);
    return answer.status === 404 && answer.body.includes('HTTP 404') ? jsonAnswer(200, {}) : answer;
  }),
  mutant('concurrent-500', 'The losers of a race for one name get a 500', 'createConnector/concurrent-same-name', () =>
    answers('createConnector', (answer) => (answer.status === 409 ? withStatus(answer, 500) : answer)),
  ),
  mutant('concurrent-delete-500', 'Who deletes a moment later gets a 500', 'deleteConnector/concurrent', () =>
    answers('deleteConnector', (answer) => (answer.status === 404 ? withStatus(answer, 500) : answer)),
  ),
  mutant('validate-400', 'Validating a wrong config answers 400', 'validatePluginConfig/wrong-config-is-200', () =>
    answers('validatePluginConfig', (answer) => (answer.body.includes('"error_count":0') ? answer : { ...answer, status: 400 })),
  ),
  mutant('internal-unsigned', 'Task configurations are taken without a signature', 'putTaskConfigs/refused-unsigned', () =>
    on('putTaskConfigs', async () => emptyAnswer(200)),
  ),
  mutant('fence-unsigned', 'A request to fence is taken without a signature', 'fenceZombies/refused-unsigned', () =>
    on('fenceZombies', async () => emptyAnswer(200)),
  ),
];

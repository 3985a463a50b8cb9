import { answers, errors } from '../changes.ts';
import { emptyAnswer, withHeader, withStatus } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Error bodies. */
export const errorMutants = [
  mutant(
    'empty-404',
    'A 404 has no body',
    ['getConnector/404-unknown-connector', 'getServerInfo/404-unknown-path'],
    () => async (request, next) => {
      const answer = await next(request);
      return answer.status === 404 ? emptyAnswer(404) : answer;
    },
  ),
  mutant(
    'html-404',
    'A path that there is not is answered with HTML',
    'getServerInfo/404-unknown-path',
    () => async (request, next) => {
      const answer = await next(request);
      if (answer.status !== 404) return answer;
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>404 Not Found</h1>' };
    },
  ),
  mutant('error-as-text', 'Errors are text/plain', 'getConnector/404-unknown-connector', () =>
    answers('getConnector', (answer) => (answer.status === 404 ? withHeader(answer, 'content-type', 'text/plain') : answer)),
  ),
  mutant(
    'error-code-text',
    'error_code is text',
    ['getConnector/404-unknown-connector', 'createConnector/409-already-exists', 'alterOffsets/400-not-stopped'],
    () => errors('all', (error) => ({ ...error, error_code: String(error['error_code']) })),
  ),
  mutant('error-code-500', 'error_code is 500 whatever the status', 'listTasks/404-unknown-connector', () =>
    errors('all', (error) => ({ ...error, error_code: 500 })),
  ),
  mutant('error-code-missing', 'Errors have no error_code', 'pauseConnector/404-unknown-connector', () =>
    errors('all', ({ message }) => ({ message })),
  ),
  mutant('error-with-timestamp', 'Errors have a timestamp as well', 'getConnectorStatus/404-unknown-connector', () =>
    errors('all', (error) => ({ ...error, timestamp: '2026-01-01T00:00:00Z' })),
  ),
  mutant('error-without-message', 'Errors have no message', 'deleteConnector/404-unknown-connector', () =>
    errors('all', ({ error_code }) => ({ error_code })),
  ),
  mutant('error-as-problem', 'Errors are problem details', 'getOffsets/404-unknown-connector', () =>
    errors('all', ({ error_code, message }) => ({ type: 'about:blank', status: error_code, detail: message })),
  ),
  mutant(
    'own-404-words',
    'What is not there is said in other words',
    ['getConnector/404-message', 'resumeConnector/404-message'],
    () => errors('all', (error) => ({ ...error, message: 'No such connector' })),
  ),
  mutant('own-409-words', 'A name that is taken is said in other words', 'createConnector/409-message', () =>
    errors('createConnector', (error) => (error['error_code'] === 409 ? { ...error, message: 'Already there' } : error)),
  ),
  mutant('colon-in-pause-404', 'pause says `Unknown connector: <name>`', 'pauseConnector/404-message', () =>
    errors('pauseConnector', (error) => ({ ...error, message: String(error['message']).replace('connector ', 'connector: ') })),
  ),
  mutant('first-error-only', 'Of a wrong config only the first error is listed', 'createConnector/400-counts-errors', () =>
    errors('createConnector', (error) => {
      const [head, first, ...rest] = String(error['message']).split('\n');
      return { ...error, message: [head, first, rest.at(-1)].join('\n') };
    }),
  ),
  mutant('no-pointer-to-validate', 'A wrong config points to nothing', 'createConnector/invalid-config-points-to-validate', () =>
    errors('createConnector', (error) => ({ ...error, message: String(error['message']).split('\n').slice(0, -1).join('\n') })),
  ),
  mutant('unknown-task-words', 'An unknown task is said in other words', 'restartTask/404-unknown-task', () =>
    errors('restartTask', (error) => ({ ...error, message: 'No such task' })),
  ),
  mutant('unknown-level-400', 'An unknown log level is a 400', 'setLoggerLevel/404-unknown-level', () =>
    answers('setLoggerLevel', (answer) => (answer.status === 404 ? withStatus(answer, 400) : answer)),
  ),
  mutant('unknown-logger-words', 'An unknown logger is said in other words', 'getLogger/404-unknown', () =>
    errors('getLogger', (error) => ({ ...error, message: 'Unknown logger' })),
  ),
  mutant('unknown-plugin-words', 'An unknown plugin is said in other words', 'getPluginConfig/404-message', () =>
    errors('getPluginConfig', (error) => ({ ...error, message: 'Unknown plugin' })),
  ),
];

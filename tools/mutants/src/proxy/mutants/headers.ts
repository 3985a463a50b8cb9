import { answers, bodies, on, requests } from '../changes.ts';
import { errorAnswer, withHeader } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Headers. */
export const headerMutants = [
  mutant('no-location', 'A new connector has no Location', 'createConnector/201-location', () =>
    answers('createConnector', (answer) => withHeader(answer, 'location', null)),
  ),
  mutant('location-of-list', 'Location is that of the list', 'createConnector/201-location', () =>
    answers('createConnector', (answer) => withHeader(answer, 'location', 'http://localhost/connectors')),
  ),
  mutant('location-with-path-twice', 'Location has its path twice', 'createConnector/location-leads-there', () =>
    answers('createConnector', ({ headers, ...answer }) => ({
      ...answer,
      headers: { ...headers, location: (headers['location'] ?? '').replace('/connectors/', '/connectors/connectors/') },
    })),
  ),
  mutant('location-of-worker', 'Location names the worker behind the proxy', 'createConnector/location-follows-host', () =>
    requests('createConnector', (request) => withHeader(request, 'host', 'worker.internal:8083')),
  ),
  mutant('location-decoded', 'The name in Location is not encoded', 'createConnector/location-encoded', () =>
    answers('createConnector', (answer) => withHeader(answer, 'location', decodeURIComponent(answer.headers['location'] ?? ''))),
  ),
  mutant('location-encoded-twice', 'The name in Location is encoded twice', 'createConnector/location-encoded', () =>
    answers('createConnector', (answer) =>
      withHeader(answer, 'location', (answer.headers['location'] ?? '').replaceAll('%', '%25')),
    ),
  ),
  mutant('put-new-without-location', 'PUT creates without a Location', 'putConnectorConfig/201-creates', () =>
    answers('putConnectorConfig', (answer) => withHeader(answer, 'location', null)),
  ),
  mutant('put-known-with-location', 'PUT replaces with a Location', 'putConnectorConfig/200-replaces', () =>
    answers('putConnectorConfig', (answer, { path }) => withHeader(answer, 'location', `http://localhost${path}`)),
  ),
  mutant(
    'json-as-text',
    'JSON is sent as text/plain',
    ['listConnectors/200-schema', 'getOffsets/200-schema'],
    () => async (request, next) => withHeader(await next(request), 'content-type', 'text/plain'),
  ),
  mutant(
    'json-with-charset',
    'The content type has a charset',
    'getConnector/is-json-content-type',
    () => async (request, next) => {
      const answer = await next(request);
      return answer.headers['content-type'] === 'application/json'
        ? withHeader(answer, 'content-type', 'application/json; charset=utf-8')
        : answer;
    },
  ),
  mutant('charset-refused', 'A content type with a charset is refused', 'createConnector/content-type-with-charset', () =>
    on('all', async (request, next) =>
      (request.headers['content-type'] ?? '').includes('charset')
        ? errorAnswer(415, 'HTTP 415 Unsupported Media Type')
        : next(request),
    ),
  ),
  mutant('html-without-accept', 'A request that prefers HTML gets HTML', 'listConnectors/accept-wildcard', () =>
    on('listConnectors', async (request, next) =>
      (request.headers['accept'] ?? '').startsWith('text/html')
        ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<ul></ul>' }
        : next(request),
    ),
  ),
  mutant('version-missing', 'GET / has no commit', 'getServerInfo/version', () =>
    bodies('getServerInfo', (body) => ({ ...(body as object), commit: null })),
  ),
];

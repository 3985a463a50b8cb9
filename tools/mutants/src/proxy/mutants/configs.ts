import { connectorPath, on, requestBodies, requests, segmentOf } from '../changes.ts';
import { errorAnswer, jsonAnswer, jsonOf, objectOf, withStatus, without, type Change, type JsonObject } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** What becomes of settings when connectors are created and changed. */
export const configMutants = [
  mutant('patch-as-put', 'PATCH replaces the config', 'patchConnectorConfig/200-sets', () => patchAsPut()),
  mutant(
    'patch-keeps-nulls',
    'PATCH does not remove what is null',
    ['patchConnectorConfig/null-removes', 'patchConnectorConfig/400-removes-what-is-required'],
    () => requestBodies('patchConnectorConfig', (body) => filtered(body, (value) => value !== null)),
  ),
  mutant('patch-null-as-empty', 'PATCH makes empty text of a null', 'patchConnectorConfig/null-removes', () =>
    requestBodies('patchConnectorConfig', (body) => mapped(body, (value) => value ?? '')),
  ),
  mutant('patch-empty-removes', 'PATCH removes what is empty', 'patchConnectorConfig/empty-text-is-a-value', () =>
    requestBodies('patchConnectorConfig', (body) => mapped(body, (value) => (value === '' ? null : value))),
  ),
  mutant('patch-creates', 'PATCH creates what is not there', 'patchConnectorConfig/does-not-create', () =>
    on('patchConnectorConfig', async (request, next) => {
      const answer = await next(request);
      return answer.status === 404 ? next({ ...request, method: 'PUT' }) : answer;
    }),
  ),
  mutant('patch-nothing', 'PATCH answers as if, and changes nothing', 'patchConnectorConfig/200-sets', () => patchNothing()),
  mutant('patch-resumes', 'PATCH resumes a paused connector', 'patchConnectorConfig/keeps-paused', () =>
    thenResume('patchConnectorConfig'),
  ),
  mutant('put-merges', 'PUT keeps what is left out', 'putConnectorConfig/removes-what-is-left-out', () =>
    on('putConnectorConfig', async (request, next) => {
      const former = await next({ ...request, method: 'GET', body: '' });
      if (former.status !== 200) return next(request);
      return next({ ...request, body: JSON.stringify({ ...objectOf(jsonOf(former)), ...objectOf(jsonOf(request)) }) });
    }),
  ),
  mutant(
    'put-resumes',
    'PUT resumes a paused connector',
    ['putConnectorConfig/keeps-paused', 'putConnectorConfig/keeps-stopped'],
    () => thenResume('putConnectorConfig'),
  ),
  mutant('put-without-tasks', 'PUT answers without tasks', 'putConnectorConfig/shows-tasks', () =>
    on('putConnectorConfig', async (request, next) => {
      const answer = await next(request);
      return answer.status === 200 ? jsonAnswer(200, { ...objectOf(jsonOf(answer)), tasks: [] }) : answer;
    }),
  ),
  mutant('put-knows-only', 'PUT does not create', 'putConnectorConfig/201-creates', () =>
    on('putConnectorConfig', async (request, next) => {
      const former = await next({ ...request, method: 'GET', body: '' });
      return former.status === 404 ? former : next(request);
    }),
  ),
  mutant(
    'put-takes-other-name',
    'PUT takes another name inside for its own',
    'putConnectorConfig/400-another-name-in-config',
    () =>
      requests('putConnectorConfig', (request) => ({
        ...request,
        body: JSON.stringify({ ...objectOf(jsonOf(request)), name: segmentOf(request, 1) }),
      })),
  ),
  mutant(
    'create-replaces',
    'POST replaces what has the name',
    ['createConnector/409-already-exists', 'createConnector/409-message'],
    () => createReplaces(),
  ),
  mutant(
    'initial-state-ignored',
    'The initial state is ignored',
    ['createConnector/initial-state-paused', 'createConnector/initial-state-stopped'],
    () => requestBodies('createConnector', (body) => without(body, 'initial_state')),
  ),
  mutant('any-initial-state', 'An unknown initial state counts as none', 'createConnector/wrong-initial-state-unknown', () =>
    requestBodies('createConnector', (body) => {
      const { initial_state: state } = objectOf(body);
      return ['RUNNING', 'PAUSED', 'STOPPED', undefined].includes(state as string) ? body : without(body, 'initial_state');
    }),
  ),
  mutant('unknown-members-ignored', 'Members that the request does not have are ignored', 'createConnector/unknown-member', () =>
    requestBodies('createConnector', (body) => without(body, 'colour')),
  ),
  mutant('unknown-settings-dropped', 'Settings that nobody knows are dropped', 'createConnector/unknown-settings-stay', () =>
    createdConfig((config) => Object.fromEntries(Object.entries(config).filter(([key]) => !key.startsWith('millrace.')))),
  ),
  mutant('values-trimmed', 'Values are trimmed to one line', 'createConnector/unknown-settings-stay', () =>
    createdConfig((config) => mapped(config, (value) => (typeof value === 'string' ? value.split('\n')[0] : value))),
  ),
  mutant('nulls-dropped', 'POST drops settings that are null', 'createConnector/400-null-setting', () =>
    createdConfig((config) => filtered(config, (value) => value !== null)),
  ),
  mutant(
    'objects-as-text',
    'A setting that is an object is taken as its JSON',
    ['createConnector/wrong-type-setting-an-object', 'createConnector/wrong-type-setting-an-array'],
    () => createdConfig((config) => mapped(config, (value) => (typeof value === 'object' ? JSON.stringify(value) : value))),
  ),
  mutant('numbers-read-as-doubles', 'Numbers go through a double', 'createConnector/numbers-keep-their-text', () =>
    requestBodies('createConnector', (body) => body),
  ),
  mutant(
    'numbers-refused',
    'Numbers in a config are refused',
    ['createConnector/values-as-text', 'putConnectorConfig/values-as-text'],
    () =>
      on(['createConnector', 'putConnectorConfig'], async (request, next) =>
        /"millrace\.\w+":\d/.test(request.body) ? errorAnswer(400, 'Values have to be text') : next(request),
      ),
  ),
  mutant('proto-dropped', 'A setting named __proto__ is lost', 'createConnector/settings-named-as-in-javascript', () =>
    requests('createConnector', (request) => ({ ...request, body: request.body.replace('"__proto__": "a",', '') })),
  ),
  mutant('large-413', 'Bodies of more than 64 kB are refused', 'createConnector/large-config', () =>
    on('all', async (request, next) =>
      request.body.length > 65_536 ? errorAnswer(413, 'HTTP 413 Request Entity Too Large') : next(request),
    ),
  ),
  mutant('malformed-as-empty', 'JSON that is broken counts as an empty object', 'patchConnectorConfig/malformed-json', () =>
    on('patchConnectorConfig', async (request, next) =>
      jsonOf(request) === undefined
        ? jsonAnswer(200, { name: segmentOf(request, 1), config: {}, tasks: [], type: 'source' })
        : next(request),
    ),
  ),
  mutant('malformed-plain-error', 'Broken JSON is refused with plain text', 'createConnector/malformed-json', () =>
    on('createConnector', async (request, next) =>
      jsonOf(request) === undefined ? { status: 400, headers: {}, body: 'Unexpected end of JSON input' } : next(request),
    ),
  ),
  mutant('arrays-as-objects', 'An array is taken for an object', 'createConnector/json-of-another-type', () =>
    on('createConnector', async (request, next) => (Array.isArray(jsonOf(request)) ? jsonAnswer(201, {}) : next(request))),
  ),
  mutant('missing-body-500-html', 'A missing body crashes the handler', 'createConnector/missing-body', () =>
    on('createConnector', async (request, next) =>
      request.body === '' ? { status: 500, headers: { 'content-type': 'text/html' }, body: 'TypeError' } : next(request),
    ),
  ),
  mutant(
    'no-class-500',
    'A config without connector.class is a 500',
    ['createConnector/400-no-connector-class', 'putConnectorConfig/400-no-connector-class'],
    () =>
      on(['createConnector', 'putConnectorConfig'], async (request, next) => {
        const answer = await next(request);
        return request.body.includes('connector.class') ? answer : withStatus(answer, 500);
      }),
  ),
  mutant(
    'unknown-class-500',
    'A connector.class that is not installed is a 500',
    'createConnector/400-unknown-connector-class',
    () =>
      on('createConnector', async (request, next) => {
        const answer = await next(request);
        return answer.status === 400 ? withStatus(answer, 500) : answer;
      }),
  ),
  mutant(
    'wrong-config-created',
    'A wrong config is created all the same',
    ['createConnector/400-invalid-config', 'createConnector/400-sink-without-topics'],
    () =>
      on('createConnector', async (request, next) => {
        const answer = await next(request);
        return answer.status === 400 ? jsonAnswer(201, { ...objectOf(jsonOf(request)), tasks: [], type: 'source' }) : answer;
      }),
  ),
];

function createdConfig(edit: (config: JsonObject) => JsonObject): Change {
  return requestBodies('createConnector', (body) => {
    const { config } = objectOf(body);
    return typeof config === 'object' && config !== null ? { ...objectOf(body), config: edit(config as JsonObject) } : body;
  });
}

function filtered(value: unknown, keeps: (one: unknown) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(value)).filter(([, one]) => keeps(one)));
}

function mapped(value: unknown, edit: (one: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([key, one]) => [key, edit(one)]));
}

function patchAsPut(): Change {
  return on('patchConnectorConfig', async (request, next) => {
    const former = await next({ ...request, method: 'GET', body: '' });
    const { 'connector.class': type, topic, topics } = objectOf(jsonOf(former));
    const needed = { 'connector.class': type, topic, topics };
    return next({
      ...request,
      method: 'PUT',
      body: JSON.stringify(filtered({ ...needed, ...objectOf(jsonOf(request)) }, isThere)),
    });
  });
}

const isThere = (value: unknown) => value !== null && value !== undefined;

/** The answer shows what would have become of it. */
function patchNothing(): Change {
  return on('patchConnectorConfig', async (request, next) => {
    const former = await next({ ...request, method: 'GET', path: connectorPath(segmentOf(request, 1)), body: '' });
    if (former.status !== 200) return former;
    const info = objectOf(jsonOf(former));
    const config = filtered({ ...objectOf(info['config']), ...objectOf(jsonOf(request)) }, isThere);
    return jsonAnswer(200, { ...info, config });
  });
}

function thenResume(which: 'patchConnectorConfig' | 'putConnectorConfig'): Change {
  return on(which, async (request, next) => {
    const answer = await next(request);
    await next({ ...request, method: 'PUT', path: connectorPath(segmentOf(request, 1), '/resume'), body: '' });
    return answer;
  });
}

function createReplaces(): Change {
  return on('createConnector', async (request, next) => {
    const answer = await next(request);
    if (answer.status !== 409) return answer;
    const { name, config } = objectOf(jsonOf(request));
    const path = connectorPath(String(name), '/config');
    return { ...(await next({ ...request, method: 'PUT', path, body: JSON.stringify(config) })), status: 201 };
  });
}

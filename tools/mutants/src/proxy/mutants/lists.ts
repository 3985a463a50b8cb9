import { bodies, on, requests, segmentOf } from '../changes.ts';
import { jsonAnswer, jsonOf, listOf, objectOf, without, type Change, type JsonObject } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** The list of connectors, and what it expands to. */
export const listMutants = [
  mutant('list-without-new', 'The list does not have new names', 'createConnector/read-your-write', () => listWithoutNew()),
  mutant('list-keeps-deleted', 'The list keeps names that were deleted', 'listConnectors/without-deleted', () =>
    listWithDeleted(),
  ),
  mutant('list-twice', 'The list has each name twice', 'listConnectors/array-of-names', () =>
    bodies('listConnectors', (names) => (Array.isArray(names) ? names.flatMap((name: unknown) => [name, name]) : names)),
  ),
  mutant('expand-ignored', 'expand is ignored', ['listConnectors/expand-status', 'listConnectors/expand-info'], () =>
    requests('listConnectors', (request) => ({ ...request, path: '/connectors' })),
  ),
  mutant('expand-forgets-half', 'Of two expand parameters the second is forgotten', 'listConnectors/expand-both', () =>
    requests('listConnectors', (request) => ({ ...request, path: request.path.split('&')[0] ?? '' })),
  ),
  mutant('expand-last-counts', 'Of two expand parameters the last counts', 'listConnectors/expand-order', () =>
    requests('listConnectors', (request) => ({ ...request, path: request.path.replace(/\?.*&/, '?') })),
  ),
  mutant(
    'expand-always-both',
    'expand gives both halves always',
    ['listConnectors/expand-status', 'listConnectors/expand-info'],
    () =>
      requests('listConnectors', (request) => ({
        ...request,
        path: request.path.includes('expand') ? '/connectors?expand=status&expand=info' : request.path,
      })),
  ),
  mutant('expand-as-array', 'expand gives an array', ['listConnectors/expand-info'], () =>
    bodies('listConnectors', (body) => (Array.isArray(body) ? body : Object.values(objectOf(body)))),
  ),
  mutant(
    'expand-not-nested',
    'expand=info gives connectors without `info` around them',
    'listConnectors/expand-info-is-connector',
    () => bodies('listConnectors', (body) => (Array.isArray(body) ? body : eachMember(body, (one) => objectOf(one['info'])))),
  ),
  mutant('expand-info-without-tasks', 'expand=info leaves tasks out', 'listConnectors/expand-info-is-connector', () =>
    bodies('listConnectors', (body) =>
      Array.isArray(body)
        ? body
        : eachMember(body, (one) => ('info' in one ? { ...one, info: without(one['info'], 'tasks') } : one)),
    ),
  ),
  mutant('expand-status-without-type', 'expand=status leaves the type out', 'listConnectors/expand-status-is-status', () =>
    bodies('listConnectors', (body) =>
      Array.isArray(body)
        ? body
        : eachMember(body, (one) => ('status' in one ? { ...one, status: without(one['status'], 'type') } : one)),
    ),
  ),
  mutant('expand-unknown-400', 'A value of expand that nobody knows is a 400', 'listConnectors/expand-unknown', () =>
    on('listConnectors', async (request, next) =>
      request.path.includes('colour') ? jsonAnswer(400, { error_code: 400, message: 'Unknown expand' }) : next(request),
    ),
  ),
];

function eachMember(body: unknown, edit: (one: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(objectOf(body)).map(([name, one]) => [name, edit(objectOf(one))]));
}

function listWithoutNew(): Change {
  const created = new Set<unknown>();
  return on(['createConnector', 'listConnectors'], async (request, next) => {
    const answer = await next(request);
    if (request.method === 'GET')
      return jsonAnswer(
        200,
        listOf(jsonOf(answer)).filter((name) => !created.has(name)),
      );
    created.add(objectOf(jsonOf(answer))['name']);
    return answer;
  });
}

function listWithDeleted(): Change {
  const deleted = new Set<unknown>();
  return on(['deleteConnector', 'listConnectors'], async (request, next) => {
    const answer = await next(request);
    if (request.method === 'GET') return jsonAnswer(200, [...listOf(jsonOf(answer)), ...deleted]);
    deleted.add(segmentOf(request, 1));
    return answer;
  });
}

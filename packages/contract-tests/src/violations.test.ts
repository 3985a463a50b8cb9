import { describe, expect, test } from 'vitest';
import { checkExchange } from './exchange-checker.ts';
import type { Exchange } from './exchange.ts';

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html;charset=iso-8859-1' };
const connector = {
  name: 'a',
  config: { 'connector.class': 'FileStreamSource', name: 'a' },
  tasks: [{ connector: 'a', task: 0 }],
  type: 'source',
};

const get: Exchange = { method: 'GET', path: '/connectors/a', requestHeaders: {}, status: 200, headers: json, body: connector };
const create: Exchange = {
  method: 'POST',
  path: '/connectors',
  requestHeaders: json,
  requestBody: JSON.stringify({
    name: 'a',
    config: { 'connector.class': 'FileStreamSource', 'tasks.max': 1, 'errors.log.enable': true },
  }),
  status: 201,
  headers: { ...json, location: 'http://127.0.0.1:8083/connectors/a' },
  body: { ...connector, tasks: [] },
};
const remove: Exchange = { method: 'DELETE', path: '/connectors/a', requestHeaders: {}, status: 204, headers: {} };
const status: Exchange = {
  ...get,
  path: '/connectors/a/status',
  body: { name: 'a', connector: { state: 'RUNNING', worker_id: 'h:1', version: null }, tasks: [], type: 'source' },
};
const error = (code: number, message: string | null = 'no') => ({ error_code: code, message });

function rulesOf(exchange: Exchange, change: Partial<Exchange> = {}): string[] {
  return checkExchange({ ...exchange, ...change }).map(({ rule }) => rule);
}

function withRequest(body: unknown): Exchange {
  return { ...create, requestBody: JSON.stringify(body) };
}

describe('an exchange that keeps to the contract', () => {
  test.each([
    ['a read', get],
    ['a create', create],
    ['a delete', remove],
    ['a status', status],
    ['a status with a state of a later version', { ...status, body: { ...(status.body as object), type: 'mirror' } }],
    ['HEAD', { ...get, method: 'HEAD', body: undefined }],
    [
      'OPTIONS',
      { ...get, method: 'OPTIONS', headers: { 'content-type': 'text/plain', allow: 'GET, DELETE, HEAD, OPTIONS' }, body: 'GET' },
    ],
    ['an encoded name', { ...get, path: '/connectors/a%2Fb%20c' }],
    ['a slash at the end and an unknown query parameter', { ...get, path: '/connectors/a/?x=y' }],
    [
      "the page of Apache's HTTP server for a name it cannot take",
      { ...get, path: '/connectors/a%2Fb', status: 400, headers: html, body: '<html>' },
    ],
    ['its empty answer to other methods', { ...remove, path: '/connectors/a%2Fb', status: 400 }],
    ['its page for an empty segment', { ...get, path: '/connectors//config', status: 400, headers: html, body: '<html>' }],
    ['a charset', { ...get, headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['an unknown path', { ...get, path: '/nope', status: 404, headers: {}, body: error(404) }],
    ['a method that is not there', { ...get, method: 'POST', status: 405, headers: {}, body: error(405) }],
    ['400 in the place of 500', { ...create, requestBody: '{', status: 400, headers: json, body: error(400) }],
    ['no /openapi.json on another implementation', { ...get, path: '/openapi.json', status: 404, headers: {}, body: error(404) }],
  ] satisfies [string, Exchange][])('%s has no violations', (_, exchange) => {
    expect(checkExchange(exchange)).toEqual([]);
  });
});

describe('an answer that breaks the contract', () => {
  test.each([
    ['an undeclared status', get, { status: 206 }, 'status'],
    ['an unknown path with another status than 404', get, { path: '/nope' }, 'status'],
    ['a method that is not there with another status than 405', get, { method: 'POST' }, 'status'],
    ['a missing member', get, { body: { ...connector, type: undefined } }, 'response-body'],
    ['a member of another type', get, { body: { ...connector, config: { 'tasks.max': 1 } } }, 'response-body'],
    ['a null that may not be', get, { body: { ...connector, tasks: null } }, 'response-body'],
    ['an error with another member', get, { status: 404, body: { ...error(404), trace: '' } }, 'response-body'],
    ['an error without its code', get, { status: 404, body: { message: 'no' } }, 'response-body'],
    ['an error whose code is not the status', get, { status: 404, body: error(500) }, 'error-code'],
    ['no body where there is one', get, { body: undefined }, 'response-body'],
    ['a body where there is none', remove, { body: {} }, 'response-body'],
    ['a body in the answer to HEAD', get, { method: 'HEAD' }, 'response-body'],
    ['another content type', get, { headers: { 'content-type': 'text/plain' } }, 'response-content-type'],
    ['no content type', get, { headers: {} }, 'response-content-type'],
    ['no Location', create, { headers: json }, 'response-header'],
    ['a Location that is no address', create, { headers: { ...json, location: '/connectors/a' } }, 'response-header'],
    [
      'an Allow that leaves out a method',
      get,
      { method: 'OPTIONS', headers: { 'content-type': 'text/plain', allow: 'GET' }, body: 'GET' },
      'response-header',
    ],
    [
      'an empty trace',
      status,
      { body: { ...(status.body as object), connector: { state: 'FAILED', worker_id: 'h:1', trace: '' } } },
      'response-body',
    ],
    ['a task number below 0', get, { body: { ...connector, tasks: [{ connector: 'a', task: -1 }] } }, 'response-body'],
  ] satisfies [string, Exchange, Partial<Exchange>, string][])('%s is found', (_, exchange, change, rule) => {
    expect(rulesOf(exchange, change)).toEqual([rule]);
  });

  test('is described in a sentence that names the exchange, the place and the rule', () => {
    const [violation] = checkExchange({ ...get, body: { ...connector, config: { 'tasks.max': 1 } } });
    expect(violation).toEqual({
      rule: 'response-body',
      operationId: 'getConnector',
      message: 'GET /connectors/a: in the answer /config/tasks.max must be string',
    });
  });
});

describe('a request that was accepted though the contract forbids it', () => {
  test.each([
    ['an unknown member', withRequest({ name: 'a', config: {}, colour: 'red' })],
    ['no config', withRequest({ name: 'a' })],
    ['an object as the value of a setting', withRequest({ name: 'a', config: { x: {} } })],
    ['a null as the value of a setting', withRequest({ name: 'a', config: { x: null } })],
    ['an unknown initial state', withRequest({ name: 'a', config: {}, initial_state: 'ASLEEP' })],
    ['no JSON', { ...create, requestBody: '{' }],
    ['no body', { ...create, requestBody: undefined }],
    ['another content type', { ...create, requestHeaders: { 'content-type': 'text/plain' } }],
    [
      'a task number that is none',
      { ...get, path: '/connectors/a/tasks/x/status', body: { id: 0, state: 'RUNNING', worker_id: 'h:1' } },
    ],
  ] satisfies [string, Exchange][])('%s is found', (_, exchange) => {
    expect(new Set(rulesOf(exchange))).toEqual(new Set(['accepted-request']));
  });

  test.each(['RUNNING', 'paused', 'Stopped', null])('the initial state %j is none', (state) => {
    expect(rulesOf(withRequest({ name: 'a', config: {}, initial_state: state }))).toEqual([]);
  });
});

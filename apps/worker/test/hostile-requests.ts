import type { OpenApiDocument } from '@millrace/contract';
import { createRandom, pick } from '@millrace/tool-worker-process';
import type { RawRequest } from './raw-request.ts';

/** Requests that are wrong in one way or another, made from the contract; the same for the same seed. */
export function generateHostileRequests(document: OpenApiDocument, seed: number, count: number): RawRequest[] {
  const random = createRandom(seed);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete']
      .filter((method) => Object.hasOwn(item, method))
      .map((method) => ({ method, path, item })),
  );
  return Array.from({ length: count }, (_, index) => {
    const { method, path } = pick(random, operations);
    const sent = random() < 0.9 ? method.toUpperCase() : pick(random, METHODS);
    const target = `${fillPath(random, path)}${randomQuery(random)}`;
    const headers = randomHeaders(random);
    const body = random() < 0.7 ? randomBody(random) : Buffer.alloc(0);
    return { what: `#${index} ${sent} ${target.slice(0, 80)}`, bytes: formatRequest(sent, target, headers, body) };
  });
}

/** A well-formed HTTP/1.1 request around whatever it holds. The connection closes after the answer. */
export function formatRequest(
  method: string,
  target: string,
  headers: readonly (readonly [string, string])[],
  body: Buffer,
): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const all = [
    ...(given.has('host') ? [] : [['Host', 'test'] as const]),
    ...headers,
    ...(given.has('content-length') || given.has('transfer-encoding') ? [] : [['Content-Length', String(body.length)] as const]),
    ['Connection', 'close'] as const,
  ];
  const head = `${method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

type Random = () => number;

const METHODS = ['HEAD', 'OPTIONS', 'TRACE', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PURGE', 'PROPFIND'];

const SEGMENTS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '..',
  '.',
  '%2e%2e',
  '%2F',
  '%252F',
  '%00',
  '%0d%0aX:1',
  '%',
  '%zz',
  '%ff',
  '%E6%97',
  '%F0%9F%98%80',
  "'",
  ';a=b',
  'a;b',
  '*',
  ':name',
  '{name}',
  '$%7B7*7%7D',
  '-1',
  '0',
  '2147483648',
  '9'.repeat(400),
  'x'.repeat(5000),
  '~',
  '!',
  '@',
  '(',
];

function fillPath(random: Random, path: string): string {
  const filled = path.replaceAll(/\{\w+\}/g, () => pick(random, SEGMENTS));
  return random() < 0.1 ? `${filled}/${pick(random, SEGMENTS)}` : filled;
}

const PARAMETERS = [
  'expand',
  'includeTasks',
  'onlyFailed',
  'connectorsOnly',
  'version',
  'scope',
  'forward',
  '__proto__',
  'constructor',
  'expand[]',
  'expand[a]',
  '',
];
const VALUES = [
  '',
  'true',
  'TRUE',
  'x',
  'status',
  'info',
  '%00',
  '%',
  '%ff',
  '[1,2)',
  '1.0',
  '[',
  ',',
  'a,b',
  '{"a":1}',
  '[1]',
  '\u00e9',
  'cluster',
  '9'.repeat(300),
  '&&',
  '=',
  "';--",
];

function randomQuery(random: Random): string {
  if (random() < 0.5) return '';
  const count = random() < 0.05 ? 300 : Math.ceil(random() * 4);
  return `?${Array.from({ length: count }, () => `${pick(random, PARAMETERS)}=${pick(random, VALUES)}`)
    .join('&')
    .replaceAll(' ', '+')}`;
}

const HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'application/json'],
  ['Content-Type', 'application/json; charset=utf-16'],
  ['Content-Type', 'application/json;a=b;c'],
  ['Content-Type', 'text/html'],
  ['Content-Type', ';'],
  ['Content-Type', 'a/b/c'],
  ['Content-Type', 'multipart/form-data; boundary='],
  ['Accept', 'text/html'],
  ['Accept', ',,;q=;'],
  ['Accept', '*/*;q=0'],
  ['Accept', 'a'.repeat(3000)],
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'x'],
  ['Host', ''],
  ['Host', 'a b<>\u00ff'],
  ['Host', '[::1'],
  ['Origin', 'null'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['Cookie', '__proto__=1; a'],
  ['X-Connect-Authorization', '!!!'],
  ['X-Connect-Request-Signature-Algorithm', 'none'],
  ['Upgrade', 'websocket'],
  ['Range', 'bytes=0-1'],
  ['If-None-Match', '*'],
  ['Forwarded', 'host=evil'],
  ['X-Forwarded-Host', 'evil'],
  ['Content-Language', 'x'],
  ['Accept-Encoding', 'identity;q=0'],
  ['TE', 'trailers'],
];

function randomHeaders(random: Random): (readonly [string, string])[] {
  const chosen = Array.from({ length: Math.floor(random() * 4) }, () => pick(random, HEADERS));
  const byName = new Map(chosen.map((header) => [header[0], header]));
  if (random() < 0.6) byName.set('Content-Type', ['Content-Type', 'application/json']);
  return [...byName.values()];
}

const TEXTS = [
  '{',
  '[',
  '"',
  '{"a":}',
  '{"a" 1}',
  "{'a':1}",
  '{a:1}',
  '[1,]',
  '01',
  '+1',
  '.5',
  '1.',
  '1e',
  '-',
  'NaN',
  'Infinity',
  'undefined',
  'nul',
  '// c\n{}',
  '{}{}',
  '\ufeff{}',
  '"\\x"',
  '"\\ud800"',
  '"\u0001"',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"name":"x","config":{"__proto__":{"a":"b"}}}',
  '{"name":"x","config":{"toString":1}}',
  '{"name":[],"config":{}}',
  '{"name":"\\u0000","config":{"connector.class":"x"}}',
  '{"name":"\\ud800","config":{"connector.class":null}}',
  '{"level":{}}',
  '{"level":"__proto__"}',
  '{"level":[1]}',
  '{"offsets":1}',
  '{"offsets":[[]]}',
  '{"offsets":[{"partition":{"a":1e999}}]}',
  '{"offsets":[{"partition":[],"offset":""}]}',
  `{"a":${'9'.repeat(2000)}}`,
  `{"offsets":[{"partition":{"n":${'9'.repeat(900)}},"offset":{"x":-0.0}}]}`,
  '['.repeat(50_000),
  `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
];

function randomBody(random: Random): Buffer {
  const kind = random();
  if (kind < 0.4) return Buffer.from(pick(random, TEXTS));
  if (kind < 0.5) return Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)));
  const text = JSON.stringify(randomValue(random, 0));
  return Buffer.from(kind < 0.7 ? text.slice(0, Math.floor(random() * text.length)) : text);
}

const KEYS = [
  'name',
  'config',
  'initial_state',
  'level',
  'offsets',
  'partition',
  'offset',
  'connector.class',
  'topics',
  'transforms',
  '__proto__',
  'constructor',
  'a',
  '',
];

function randomValue(random: Random, depth: number): unknown {
  const kind = random();
  if (depth > 4 || kind < 0.4)
    return pick(random, [null, true, 0, -1, 1.5, 2 ** 60, '', 'x', 'RUNNING', '\u0000', '😀', '${file:/etc/passwd:x}']);
  const size = Math.floor(random() * 5);
  if (kind < 0.6) return Array.from({ length: size }, () => randomValue(random, depth + 1));
  return Object.fromEntries(Array.from({ length: size }, () => [pick(random, KEYS), randomValue(random, depth + 1)]));
}

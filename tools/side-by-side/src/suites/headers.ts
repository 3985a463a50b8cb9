import { gzipSync } from 'node:zlib';
import type { Session } from '../session.ts';

const ACCEPTS = [
  '',
  '*/*',
  'application/json',
  'APPLICATION/JSON',
  'application/*',
  '*',
  'text/html',
  'text/*',
  'text/plain',
  'application/xml',
  'application/json;q=0',
  'application/json;q=0.0',
  'application/json;q=0.001',
  'application/json;q=1.5',
  'application/json;q=x',
  'application/json;q=-1',
  'application/json; q=0.5, text/html',
  'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8',
  'text/html;q=1, */*;q=0',
  '*/*;q=0',
  '*/*;q=0, application/json',
  'application/*;q=0, application/json',
  'application/json;q=0, */*',
  'application/json;charset=utf-8',
  'application/json;charset=iso-8859-1',
  'application/json;version=1',
  'application/vnd.kafka.v1+json',
  'application/vnd.kafka.v1+json, application/json',
  'application/*+json',
  'application/problem+json',
  'application',
  'application/',
  '/json',
  ',',
  ';',
  'garbage garbage',
  'application/json,',
  ',application/json',
  'application/json;',
  'application/json,,text/html',
  '"application/json"',
  'application / json',
  'text/html,application/json;q=0.1',
];

const CONTENT_TYPES = [
  'application/json',
  'application/json;charset=utf-8',
  'application/json; charset=UTF-8',
  'application/json;charset=utf-16',
  'application/json;charset=iso-8859-1',
  'application/json;charset=us-ascii',
  'application/json;charset=nope',
  'application/json;charset=',
  'application/json;charset="utf-8"',
  'application/json;a=b;c=d',
  'application/json;',
  'application/json;;',
  'application/json;x',
  'APPLICATION/JSON',
  'Application/Json; Charset=utf8',
  'application/vnd.kafka.v1+json',
  'application/vnd.kafka.connect.v1+json; charset=utf-8',
  'application/merge-patch+json',
  'application/*',
  '*/*',
  'text/json',
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/xml',
  'application/javascript',
  'application',
  'application/',
  '/json',
  'json',
  ';',
  '',
  ' ',
  'application/json, application/json',
  'application/json, text/plain',
];

const BODY_OPERATIONS: readonly (readonly [string, string])[] = [
  ['POST', '/connectors'],
  ['PUT', '/connectors/none/config'],
  ['PATCH', '/connectors/none/config'],
  ['PATCH', '/connectors/none/offsets'],
  ['PUT', '/connector-plugins/FileStreamSource/config/validate'],
  ['PUT', '/admin/loggers/side.by.side'],
  ['POST', '/connectors/none/tasks'],
  ['PUT', '/connectors/none/fence'],
];

const BODILESS: readonly (readonly [string, string])[] = [
  ['GET', '/connectors'],
  ['DELETE', '/connectors/none'],
  ['PUT', '/connectors/none/pause'],
  ['PUT', '/connectors/none/stop'],
  ['POST', '/connectors/none/restart'],
  ['POST', '/connectors/none/tasks/0/restart'],
  ['PUT', '/connectors/none/topics/reset'],
  ['DELETE', '/connectors/none/offsets'],
];

/** What a body says here does not matter: it is one that every operation refuses after its content type. */
const BODY = '{"name":"x","config":{}}';

/** Negotiation, content types, encodings and other headers. */
export async function headers(session: Session): Promise<void> {
  await accepts(session);
  await contentTypes(session);
  await encodings(session);
  await others(session);
}

async function accepts(session: Session): Promise<void> {
  for (const accept of ACCEPTS) {
    for (const [method, target] of [
      ['GET', '/connectors'],
      ['GET', '/connectors/none'],
      ['GET', '/nope'],
      ['POST', '/health'],
      ['OPTIONS', '/connectors'],
      ['PUT', '/connectors/none/pause'],
      ['DELETE', '/connectors/none'],
      ['HEAD', '/'],
    ] as const) {
      await session.note(`${method} ${target} with Accept: ${accept}`, { method, target, headers: [['Accept', accept]] });
    }
  }
  for (const [one, other] of [
    ['text/html', 'application/json'],
    ['application/json', 'text/html'],
    ['text/html', 'text/plain'],
    ['application/json;q=0', '*/*'],
  ] as const) {
    const both: [string, string][] = [
      ['Accept', one],
      ['Accept', other],
    ];
    await session.note(`two Accept headers, ${one} and ${other}`, { method: 'GET', target: '/connectors', headers: both });
  }
}

async function contentTypes(session: Session): Promise<void> {
  for (const [method, target] of BODY_OPERATIONS) {
    for (const type of CONTENT_TYPES) {
      await session.note(`${method} ${target} of '${type}'`, { method, target, headers: [['Content-Type', type]], body: BODY });
    }
    await session.note(`${method} ${target} of no type`, { method, target, body: BODY });
    await session.note(`${method} ${target} of no type and empty`, { method, target });
    await session.note(`${method} ${target} empty text/plain`, { method, target, headers: [['Content-Type', 'text/plain']] });
    const twice: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Content-Type', 'text/plain'],
    ];
    await session.note(`${method} ${target} of two types`, { method, target, headers: twice, body: BODY });
  }
  for (const [method, target] of BODILESS) {
    for (const type of ['application/json', 'text/plain', 'nonsense', ';']) {
      const request = { method, target, headers: [['Content-Type', type]] as const };
      await session.note(`${method} ${target} of '${type}' though it takes none`, { ...request, body: BODY });
      await session.note(`${method} ${target} of '${type}' without a body`, request);
    }
    await session.note(`${method} ${target} with a malformed body`, {
      method,
      target,
      headers: [['Content-Type', 'application/json']],
      body: '{',
    });
  }
}

async function encodings(session: Session): Promise<void> {
  const request = { method: 'PUT', target: '/admin/loggers/side.by.side' };
  const type = ['Content-Type', 'application/json'] as const;
  const text = '{"level":"INFO"}';
  const chunked = (...chunks: string[]) =>
    `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
  const bodies: readonly (readonly [string, readonly (readonly [string, string])[], string | Buffer])[] = [
    ['chunked', [['Transfer-Encoding', 'chunked']], chunked('{"level"', ':"INFO"}')],
    ['chunked and empty', [['Transfer-Encoding', 'chunked']], chunked()],
    ['Expect: 100-continue', [['Expect', '100-continue']], text],
    ['Expect: something', [['Expect', 'something']], text],
    ['gzip', [['Content-Encoding', 'gzip']], gzipSync(text)],
    ['gzip that is none', [['Content-Encoding', 'gzip']], text],
    ['identity', [['Content-Encoding', 'identity']], text],
    ['deflate', [['Content-Encoding', 'deflate']], text],
    ['br', [['Content-Encoding', 'br']], text],
    ['an unknown encoding', [['Content-Encoding', 'rot13']], text],
    ['Content-Length that is no number', [['Content-Length', 'x']], text],
    ['Content-Length below zero', [['Content-Length', '-1']], text],
    [
      'two lengths',
      [
        ['Content-Length', '16'],
        ['Content-Length', '17'],
      ],
      text,
    ],
    [
      'two equal lengths',
      [
        ['Content-Length', '16'],
        ['Content-Length', '16'],
      ],
      text,
    ],
  ];
  for (const [what, extra, body] of bodies) await session.note(what, { ...request, headers: [type, ...extra], body });
  await session.note('asking for gzip', {
    method: 'GET',
    target: '/connector-plugins/FileStreamSource/config',
    headers: [['Accept-Encoding', 'gzip']],
  });
}

async function others(session: Session): Promise<void> {
  const sets: readonly (readonly (readonly [string, string])[])[] = [
    [['Origin', 'http://other.test']],
    [
      ['Origin', 'http://other.test'],
      ['Access-Control-Request-Method', 'PUT'],
    ],
    [['If-None-Match', '*']],
    [['If-Modified-Since', 'Sat, 01 Jan 2022 00:00:00 GMT']],
    [['Range', 'bytes=0-1']],
    [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
    ],
    [['X-HTTP-Method-Override', 'DELETE']],
    [['X-Forwarded-Host', 'evil.test']],
    [['Forwarded', 'host=evil.test']],
    [['Cookie', 'a=b']],
    [['Authorization', 'Basic Og==']],
    [['Accept-Charset', 'utf-16']],
    [['Accept-Language', 'de']],
    [['Host', '']],
    [['Host', 'a b']],
    [['Host', 'other.test:99']],
    [['Host', '[::1]:8083']],
    [
      ['Host', 'other.test'],
      ['Host', 'another.test'],
    ],
    [['X', 'y'.repeat(7000)]],
    [['X', 'y'.repeat(20_000)]],
  ];
  for (const set of sets) {
    const what = set.map(([name, value]) => `${name}: ${value.slice(0, 60)} (${value.length})`).join(', ');
    await session.note(`GET with ${what}`, { method: 'GET', target: '/connectors', headers: set });
    await session.note(`OPTIONS with ${what}`, { method: 'OPTIONS', target: '/connectors', headers: set });
  }
}

import { expect, test } from 'vitest';
import { curlLine } from './curl-line.ts';

const url = 'http://localhost:8083/connectors';
const line = (method: string, headers: Record<string, string> = {}, body?: string) =>
  curlLine({ method, url, headers: new Map(Object.entries(headers)), body, secret: new Set(['authorization', 'x-key']) });

test('a read is an address, and whatever a shell would touch is quoted', () => {
  expect(line('GET')).toBe(`curl -i ${url}`);
  expect(curlLine({ method: 'GET', url: `${url}?expand=a&b='c'`, headers: new Map(), body: undefined, secret: new Set() })).toBe(
    `curl -i '${url}?expand=a&b='\\''c'\\'''`,
  );
});

test('HEAD, other methods, headers and bodies are said as curl wants them', () => {
  expect(line('HEAD')).toBe(`curl -i -I ${url}`);
  expect(line('POST', { 'content-type': 'application/json' }, `{"a": "it's"}`)).toBe(
    `curl -i -X POST -H 'content-type: application/json' --data-binary '{"a": "it'\\''s"}' ${url}`,
  );
  expect(line('PUT', {}, 'x')).toBe(`curl -i -X PUT -H 'content-type:' --data-binary x ${url}`);
});

test('what authenticates is a variable', () => {
  expect(line('GET', { authorization: 'Basic abc', 'x-key': 'k', accept: 'a/b' })).toBe(
    `curl -i -H "authorization: $AUTHORIZATION" -H "x-key: $X_KEY" -H 'accept: a/b' ${url}`,
  );
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { generate } from './generate.ts';
import { typeCheck } from './type-check.case.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = `${root}apps/worker/src/in-memory`;
const contract = fileURLToPath(new URL('../test/fixtures/greetings/openapi.yaml', import.meta.url));

const list = `listGreetings: ({ query }) => ({ status: 200, body: (query.language ?? []).map((text) => ({ text })) })`;
const create = `createGreeting: async ({ body }) => ({ status: 201, body, headers: { Location: '/greetings/' + body.text } })`;
const remove = `deleteWord: ({ path }) => (path['greeting-id'] > 0 ? { status: 204 } : { status: 404, body: { message: path.word } })`;
const handlers = (...members: string[]) => `
import type { IRouter } from 'express';
import { registerRoutes, type Handlers } from '../generated/express.gen.ts';
declare const router: IRouter;
const handlers: Handlers = { ${members.join(', ')} };
registerRoutes(router, handlers);`;

const right = { 'all handlers answer what is declared': handlers(list, create, remove) };
const wrong = {
  'a handler is missing': [handlers(list, remove), `Property 'createGreeting' is missing`],
  'there is a handler too many': [handlers(list, create, remove, `sing: () => ({ status: 200 })`), `'sing' does not exist`],
  'a status is not declared': [handlers(list, create, `deleteWord: () => ({ status: 200 })`), `Type '200' is not assignable`],
  'a status is any number': [
    handlers(list, create, `deleteWord: () => ({ status: 200 + 4 })`),
    `Type 'number' is not assignable`,
  ],
  'a body has a member of another type': [
    handlers(create, remove, `listGreetings: () => ({ status: 200, body: [{ text: 1 }] })`),
    `Type 'number' is not assignable to type 'string'`,
  ],
  'a body lacks a member': [
    handlers(create, remove, `listGreetings: () => ({ status: 200, body: [{}] })`),
    `Property 'text' is missing`,
  ],
  'a body is missing': [handlers(create, remove, `listGreetings: () => ({ status: 200 })`), `Property 'body' is missing`],
  'there is a body where there is to be none': [
    handlers(list, create, `deleteWord: () => ({ status: 204, body: {} })`),
    `is not assignable to type 'undefined'`,
  ],
  'a body belongs to another status': [
    handlers(list, create, `deleteWord: () => ({ status: 404, body: { text: '' } })`),
    `Property 'message' is missing`,
  ],
  'a required header is missing': [
    handlers(list, remove, `createGreeting: ({ body }) => ({ status: 201, body })`),
    `Property 'headers' is missing`,
  ],
  'there is a header where there is to be none': [
    handlers(list, create, `deleteWord: () => ({ status: 204, headers: { Age: '1' } })`),
    `is not assignable to type 'undefined'`,
  ],
  'a header is no text': [
    handlers(list, remove, `createGreeting: ({ body }) => ({ status: 201, body, headers: { Location: '', ETag: 1 } })`),
    `Type 'number' is not assignable to type 'string'`,
  ],
  'a promise resolves to an undeclared status': [
    handlers(list, create, `deleteWord: async () => ({ status: 500, body: { message: null } })`),
    `Type '500' is not assignable`,
  ],
  'a part of the request is read that is not declared': [
    handlers(list, create, `deleteWord: ({ body }) => ({ status: body ? 204 : 204 })`),
    `Property 'body' does not exist`,
  ],
} satisfies Record<string, [string, string]>;

describe('server stubs', () => {
  let messages: ReadonlyMap<string, string[]>;
  beforeAll(async () => {
    const generated = await generate(contract);
    const types = 'packages/contract/src/generated/types.gen.ts';
    const stubs = 'apps/worker/src/generated/express.gen.ts';
    const modules = new Map([types, stubs].map((path) => [root + path, generated.get(path)!]));
    modules.set(`${root}apps/worker/src/rest/route.ts`, readFileSync(`${root}apps/worker/src/rest/route.ts`, 'utf8'));
    for (const [name, text] of Object.entries(right)) modules.set(moduleOf(name), text);
    for (const [name, [text]] of Object.entries(wrong)) modules.set(moduleOf(name), text);
    messages = typeCheck(modules, { '@millrace/contract': root + types });
  }, 60_000);

  test.each(Object.keys(right))('compile when %s', (name) => {
    expect(messages.get(moduleOf(name))).toEqual([]);
  });

  test('compile themselves, with the runtime under them', () => {
    const own = [...messages].filter(([path]) => !path.startsWith(folder));
    expect(own.flatMap(([, found]) => found)).toEqual([]);
    expect(own).toHaveLength(3);
  });

  test.each(Object.entries(wrong))('do not compile when %s', (name, [, reason]) => {
    expect(messages.get(moduleOf(name))!.join('\n')).toContain(reason);
  });
});

function moduleOf(name: string): string {
  return `${folder}/${name.replaceAll(' ', '-')}.ts`;
}

import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './cli-process.ts';

/** A Kafka Connect without connectors that lets in nobody but alice and who has the token, and keeps what it was asked. */
function guardedServer(asked: IncomingMessage[]): Server {
  const known = new Set([`Basic ${btoa('alice:s:cret')}`, 'Bearer t0ken']);
  return createServer((request, response) => {
    asked.push(request);
    const isKnown = known.has(request.headers.authorization ?? '');
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(isKnown ? '{}' : '{"error_code":401,"message":"User cannot access the resource."}');
  });
}

describe('contexts', { timeout: 120_000 }, () => {
  const asked: IncomingMessage[] = [];
  const server = guardedServer(asked);
  let url: string;
  let home: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(async () => {
    asked.length = 0;
    home = await mkdtemp(join(tmpdir(), 'millrace-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const millrace = (args: string[], more: { stdin?: string; env?: Record<string, string> } = {}) =>
    runCli(args, { ...more, env: { XDG_CONFIG_HOME: home, ...more.env } });
  const file = () => join(home, 'millrace', 'contexts.yaml');

  test('a cluster gets a name, its secret goes into a file of its owner alone, and the first one is current', async () => {
    const added = await millrace(['context', 'add', 'prod', '--url', url, '--user', 'alice', '--password-stdin'], {
      stdin: 's:cret\n',
    });
    expect(added).toEqual({ code: 0, stdout: `prod is kept in ${file()}; it is the current one\n`, stderr: '' });
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'millrace'))).mode & 0o777).toBe(0o700);
    expect(await millrace(['get', 'connectors', '-o', 'json'])).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await millrace(['context', 'show'])).toMatchObject({ stdout: `${url} (the context prod)\n` });
    expect(await millrace(['context', 'list'])).toMatchObject({
      stdout: `CURRENT  NAME  URL${' '.repeat(url.length - 1)}AS\n*        prod  ${url}  alice\n`,
    });
  });

  test('one is chosen, for now or from now on, and forgotten', async () => {
    await millrace(['context', 'add', 'a', '--url', 'http://127.0.0.1:1']);
    await millrace(['context', 'add', 'b', '--url', url, '--token', 't0ken']);
    expect(await millrace(['get', 'connectors', '--context', 'b', '-o', 'name'])).toMatchObject({ code: 0 });
    expect(await millrace(['get', 'connectors', '-o', 'name'], { env: { MILLRACE_CONTEXT: 'b' } })).toMatchObject({ code: 0 });
    expect(await millrace(['context', 'use', 'b'])).toEqual({ code: 0, stdout: 'b is the current one\n', stderr: '' });
    expect(await millrace(['get', 'connectors', '-o', 'name'])).toMatchObject({ code: 0 });
    expect(await millrace(['context', 'remove', 'b'])).toEqual({
      code: 0,
      stdout: 'b is forgotten; there is no current one now\n',
      stderr: '',
    });
    expect(await readFile(file(), 'utf8')).not.toContain('t0ken');
    expect(await millrace(['context', 'use', 'b'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error: There is no context "b".\nNext: There are: a\n',
    });
  });

  test('secrets of a context never go to another address', async () => {
    await millrace(['context', 'add', 'prod', '--url', 'http://127.0.0.1:1', '--token', 't0ken', '--header', 'x-key: secret']);
    const elsewhere = await millrace(['get', 'connectors', '--url', url]);
    expect(elsewhere).toMatchObject({ code: 6, stderr: expect.stringContaining('Say who you are') });
    expect(asked.map(({ headers }) => [headers.authorization, headers['x-key']])).toEqual([[undefined, undefined]]);
  });

  test('a file that others can read is complained of', async () => {
    await millrace(['context', 'add', 'prod', '--url', url, '--token', 't0ken']);
    await chmod(file(), 0o644);
    const { code, stderr } = await millrace(['get', 'connectors', '-o', 'name']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `Warning: ${file()} holds secrets and others may read it; put that right: chmod 600 ${file()}\n`,
    });
  });

  test('users, tokens and headers can be said without a context too', async () => {
    const run = (args: string[], env: Record<string, string> = {}) =>
      millrace(['get', 'connectors', '-o', 'json', ...args], { env: { MILLRACE_URL: url, ...env } });
    expect((await run(['--user', 'alice:s:cret'])).code).toBe(0);
    expect((await run(['--user', 'alice'], { MILLRACE_PASSWORD: 's:cret' })).code).toBe(0);
    expect((await run([], { MILLRACE_USER: 'alice:s:cret' })).code).toBe(0);
    expect((await run([], { MILLRACE_TOKEN: 't0ken' })).code).toBe(0);
    expect((await run(['--header', 'Authorization: Bearer t0ken'])).code).toBe(0);
    expect((await run(['--token', 'wrong'])).code).toBe(6);
    expect(await run(['--user', 'alice'])).toMatchObject({ code: 2, stderr: expect.stringContaining('MILLRACE_PASSWORD') });
  });
});

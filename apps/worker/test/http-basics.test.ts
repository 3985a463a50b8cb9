import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatRequest } from './hostile-requests.ts';
import { sendRaw } from './raw-request.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const error = (error_code: number, message: unknown) => ({ error_code, message });

describe('the REST API as an HTTP server', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()));
  afterAll(() => app.close());
  const send = (method: string, target: string, headers: [string, string][], body: string) =>
    sendRaw(app.port, { what: method, bytes: formatRequest(method, target, headers, Buffer.from(body)) });

  it.each([
    '/nope',
    '/connectors/x/nope',
    '/connector-plugins/FileStreamSource',
    '/admin',
    '/connectors/x/tasks-config',
    '/connectors/x/tasks/0',
    '/Connectors',
  ])('GET %s is not there', async (path) => {
    const answer = await app.request.get(path);
    expect([answer.status, answer.headers['content-type'], JSON.parse(answer.text)]).toEqual([
      404,
      undefined,
      error(404, 'HTTP 404 Not Found'),
    ]);
  });

  it.each([
    ['delete', '/connectors'],
    ['put', '/connectors'],
    ['get', '/connectors/x/pause'],
    ['get', '/connectors/x/restart'],
    ['post', '/connectors/x/config'],
    ['post', '/'],
    ['put', '/health'],
    ['delete', '/admin/loggers/x'],
    ['patch', '/connectors/x'],
  ] as const)('%s %s is not allowed', async (method, path) => {
    const answer = await app.request[method](path);
    expect([answer.status, answer.headers['content-type'], JSON.parse(answer.text)]).toEqual([
      405,
      undefined,
      error(405, 'HTTP 405 Method Not Allowed'),
    ]);
    expect(answer.headers.allow).toMatch(/OPTIONS/);
  });

  it('tells the methods of a path', async () => {
    const answer = await app.request.options('/connectors');
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([
      200,
      'HEAD,GET,POST,OPTIONS',
      'HEAD, GET, POST, OPTIONS',
    ]);
    expect(answer.headers['content-type']).toBe('text/plain');
    expect((await app.request.options('/nope')).status).toBe(404);
    expect((await app.request.options('/connectors/x/pause')).headers.allow).toBe('PUT,OPTIONS');
  });

  it('does without an Accept header, and refuses one that leaves out JSON', async () => {
    expect((await app.request.get('/connectors').set('Accept', 'application/json')).status).toBe(200);
    const answer = await app.request.get('/connectors').set('Accept', 'text/html');
    expect([answer.status, answer.headers['content-type'], JSON.parse(answer.text)]).toEqual([
      406,
      undefined,
      error(406, 'HTTP 406 Not Acceptable'),
    ]);
  });

  it.each(['text/plain', 'application/xml', 'application', 'multipart/form-data; boundary=x'])(
    'refuses a body of %s',
    async (type) => {
      const answer = await app.request.post('/connectors').set('Content-Type', type).send('{}');
      expect([answer.status, JSON.parse(answer.text)]).toEqual([415, error(415, 'HTTP 415 Unsupported Media Type')]);
    },
  );

  it('asks for no content type where there is no body, but refuses one that is not JSON', async () => {
    const pause = () => app.request.put('/connectors/x/pause');
    for (const request of [pause(), pause().set('Content-Type', 'application/json'), pause().set('Content-Type', '*/*')]) {
      const answer = await request;
      expect([answer.status, answer.body]).toEqual([404, error(404, 'Unknown connector x')]);
    }
    const answer = await pause().set('Content-Type', 'text/plain').send('hello');
    expect([answer.status, JSON.parse(answer.text)]).toEqual([415, error(415, 'HTTP 415 Unsupported Media Type')]);
    expect((await app.request.get('/connectors').set('Content-Type', 'text/plain')).status).toBe(415);
    expect((await app.request.get('/').set('Content-Type', 'text/plain')).status).toBe(200);
  });

  it('wants a body to say what it is', async () => {
    for (const type of [[], [['Content-Type', '*/*']], [['Content-Type', 'application/*']]] as [string, string][][]) {
      const answer = await send('PUT', '/connectors/x/config', type, '{}');
      expect([answer.status, JSON.parse(answer.body)]).toEqual([415, error(415, 'HTTP 415 Unsupported Media Type')]);
      expect(answer.head).toContain('Content-Type: application/json');
    }
  });

  it('refuses methods that its parser does not know as all others, and is no proxy', async () => {
    const answer = await send('get', '/connectors', [], '');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([405, error(405, 'HTTP 405 Method Not Allowed')]);
    expect((await send('CONNECT', 'a.test:80', [], '')).status).toBe(400);
    expect((await send('OPTIONS', '*', [], '')).status).toBe(404);
  });

  it('takes parameters of path segments, and reads none of them', async () => {
    expect((await app.request.get('/connectors;a=b')).body).toEqual([]);
    expect((await app.request.get('/connectors/x;a=b/status;c')).body).toEqual(error(404, 'No status found for connector x'));
  });

  it.each(['//connectors', '/connectors//', '/connectors//config', '/connectors/a%0Ab'])('refuses the path %s', async (path) => {
    const answer = await app.request.get(path);
    expect([answer.status, answer.body.error_code]).toEqual([400, 400]);
  });

  it('serves JSON without a charset, with its length', async () => {
    const answer = await app.request.get('/');
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': String(answer.text.length) });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it('answers HEAD as GET without a body', async () => {
    const [get, head] = [await app.request.get('/'), await app.request.head('/')];
    expect([head.status, head.headers['content-type'], head.headers['content-length']]).toEqual([
      200,
      'application/json',
      get.headers['content-length'],
    ]);
    expect((await app.request.head('/connectors/none')).status).toBe(404);
    expect((await app.request.head('/connectors/x/pause')).status).toBe(405);
  });

  it('takes one trailing slash, and ignores parameters that it does not know', async () => {
    expect((await app.request.get('/connectors/')).body).toEqual([]);
    expect((await app.request.get('/?x=y&%zz&__proto__=1')).status).toBe(200);
  });

  it.each(['/connectors/%', '/connectors/%zz/status', '/%ff'])('refuses the badly encoded %s', async (path) => {
    const answer = await app.request.get(path);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(error(400, expect.stringContaining('not percent-encoded correctly')));
  });

  it('answers a body that is too large', async () => {
    const answer = await app.request
      .post('/connectors')
      .set('Content-Type', 'application/json')
      .send(`"${'x'.repeat(16 * 1024 * 1024)}"`);
    expect([answer.status, answer.body]).toEqual([413, error(413, 'The request body is larger than 16777216 bytes')]);
  });

  it('takes a body of nearly 16 MiB', async () => {
    const config = { 'connector.class': 'x', big: 'x'.repeat(16 * 1024 * 1024 - 200) };
    const answer = await app.request.post('/connectors').send({ name: 'big', config });
    expect(answer.status).toBe(201);
    await app.request.delete('/connectors/big');
  });

  it('refuses a body that is compressed', async () => {
    const answer = await app.request
      .post('/connectors')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      .send('{}');
    expect([answer.status, answer.body.error_code]).toEqual([415, 415]);
  });

  it.each([
    ['{"a":', 'Malformed JSON at line 1, column 6'],
    ['[]', 'The request body has to be a JSON object, but is an array'],
    ['5', 'but is the number 5'],
    ['null', 'The request body is null; it needs a JSON object with'],
    ['', 'The request has no body; it needs a JSON object with'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'The request body is not UTF-8'],
    ['['.repeat(20_000), 'nests deeper than 1000 levels'],
  ])('says what is wrong with a body (%#)', async (body, message) => {
    const request = app.request.post('/connectors').set('Content-Type', 'application/json');
    const answer = await request.serialize((sent) => sent as never).send(body as never);
    expect([answer.status, answer.body]).toEqual([400, error(400, expect.stringContaining(message))]);
  });

  it('answers an error of its own with 500 and logs it', async () => {
    app.engine.failure = new Error('broken');
    const answer = await app.request.get('/connectors');
    expect([answer.status, answer.body]).toEqual([500, error(500, 'broken')]);
    expect(app.logged.at(-1)).toContain('broken');
  });
});

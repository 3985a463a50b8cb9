import { UnavailableError } from '@millrace/engine';
import { openApiDocument } from '@millrace/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

const error = (error_code: number, message: unknown) => ({ error_code, message });

describe('the worker itself', () => {
  let app: TestApp;
  afterEach(() => app.close());

  it('says what it is', async () => {
    app = await startTestApp();
    expect((await app.request.get('/')).body).toEqual({
      version: '4.3.1-millrace.0.0.0',
      commit: 'abc',
      kafka_cluster_id: 'fake-cluster',
    });
  });

  it.each([
    ['healthy', 200],
    ['starting', 503],
    ['unhealthy', 500],
  ] as const)('is %s with %i', async (status, code) => {
    app = await startTestApp();
    app.engine.currentHealth = { status, message: 'so' };
    const answer = await app.request.get('/health');
    expect([answer.status, answer.body]).toEqual([code, { status, message: 'so' }]);
  });

  it('hands out its contract', async () => {
    app = await startTestApp();
    expect((await app.request.get('/openapi.json')).body).toEqual(openApiDocument);
  });

  it('lists plugins, connectors only unless told otherwise', async () => {
    app = await startTestApp();
    const count = async (query: string) => ((await app.request.get(`/connector-plugins${query}`)).body as unknown[]).length;
    expect(await Promise.all(['', '?connectorsOnly=true', '?connectorsOnly=', '?connectorsOnly=TRUE'].map(count))).toEqual([
      1, 1, 1, 1,
    ]);
    expect(
      await Promise.all(['?connectorsOnly=false', '?connectorsOnly=no', '?connectorsOnly=false&connectorsOnly=true'].map(count)),
    ).toEqual([2, 2, 2]);
  });

  it('shows and validates configurations of plugins', async () => {
    app = await startTestApp();
    expect((await app.request.get('/connector-plugins/Source/config')).body).toEqual([]);
    expect((await app.request.get('/connector-plugins/No/config')).body).toEqual(error(404, 'Unknown plugin No.'));
    const validated = await app.request.put('/connector-plugins/a%2Fb/config/validate').send({ 'connector.class': 'x', n: 3 });
    expect([validated.status, validated.body.name]).toEqual([200, 'a/b']);
    expect((await app.request.put('/connector-plugins/x/config/validate').send({ a: null })).status).toBe(400);
    expect(
      (await app.request.put('/connector-plugins/x/config/validate').set('Content-Type', 'application/json').send('{')).status,
    ).toBe(400);
  });

  it('hands internal requests on with their bytes and signature', async () => {
    app = await startTestApp();
    app.engine.made.set('a', { config: {}, target: 'STARTED', offsets: [] });
    const headers = {
      'X-Connect-Authorization': 'c2ln',
      'X-Connect-Request-Signature-Algorithm': 'HmacSHA256',
      'Content-Type': 'application/json',
    };
    const tasks = await app.request.post('/connectors/a/tasks').set(headers).send('[ {"a":1} ]');
    expect(tasks.status).toBe(204);
    expect((await app.request.put('/connectors/a/fence').set('Content-Type', 'text/plain').send('any')).status).toBe(204);
    expect((await app.request.put('/connectors/a/fence')).status).toBe(204);
    const sent = app.engine.signatures.map(({ body, signature, algorithm }) => [
      Buffer.from(body).toString(),
      signature,
      algorithm,
    ]);
    expect(sent).toEqual([
      ['[ {"a":1} ]', 'c2ln', 'HmacSHA256'],
      ['any', null, null],
      ['', null, null],
    ]);
    app.engine.failure = new UnavailableError('not yet');
    const early = await app.request.put('/connectors/a/fence');
    expect([early.status, early.body]).toEqual([503, error(503, 'not yet')]);
    expect((await app.request.post('/connectors/a/tasks').send({})).status).toBe(400);
  });

  it('keeps /admin to where it belongs', async () => {
    app = await startTestApp({ resources: 'public' });
    expect((await app.request.get('/admin/loggers')).status).toBe(404);
    expect((await app.request.get('/connectors')).status).toBe(200);
    await app.close();
    app = await startTestApp({ resources: 'admin' });
    expect((await app.request.get('/admin/loggers')).status).toBe(200);
    expect((await app.request.get('/connectors')).status).toBe(404);
  });

  it('puts configured headers on every answer', async () => {
    app = await startTestApp({
      headerRules: [
        { action: 'set', name: 'X-Frame-Options', value: 'DENY' },
        { action: 'add', name: 'X-A', value: '1' },
        { action: 'add', name: 'X-A', value: '2' },
        { action: 'setDate', name: 'Expires', value: '1000' },
      ],
    });
    for (const path of ['/', '/nope', '/connectors/no']) {
      const { headers } = await app.request.get(path);
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-a': '1, 2' });
      expect(Date.parse(headers.expires!)).toBeGreaterThan(Date.now() - 5000);
    }
  });

  it('lets pages of allowed origins in', async () => {
    app = await startTestApp({ cors: { origins: ['http://.*\\.example'], methods: ['PUT'] } });
    const get = await app.request.get('/').set('Origin', 'http://a.example');
    expect([get.status, get.headers['access-control-allow-origin'], get.headers.vary]).toEqual([
      200,
      'http://a.example',
      'Origin',
    ]);
    expect((await app.request.get('/').set('Origin', 'http://evil')).headers).not.toHaveProperty('access-control-allow-origin');
    const preflight = (method: string) =>
      app.request.options('/connectors/a/config').set({
        Origin: 'http://a.example',
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'content-type',
      });
    expect((await preflight('PUT')).headers).toMatchObject({
      'access-control-allow-origin': 'http://a.example',
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'Content-Type',
    });
    expect((await preflight('DELETE')).headers).not.toHaveProperty('access-control-allow-origin');
    expect((await preflight('PUT')).status).toBe(200);
  });

  it('without configured origins says nothing of them', async () => {
    app = await startTestApp();
    const { headers } = await app.request.get('/').set('Origin', 'http://a.example');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('vary');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

const error = (error_code: number, message: unknown) => ({ error_code, message });

describe('/admin/loggers', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()));
  afterAll(() => app.close());
  const put = (path: string, body: object | string) =>
    app.request.put(`/admin/loggers/${path}`).set('Content-Type', 'application/json').send(body);

  it('lists the root logger and others', async () => {
    const { body } = await app.request.get('/admin/loggers');
    expect(body).toMatchObject({
      root: { level: 'INFO', last_modified: null },
      'millrace.rest': { level: 'INFO', last_modified: null },
    });
  });

  it('does not know what nobody has', async () => {
    expect((await app.request.get('/admin/loggers/no.such')).body).toEqual(error(404, 'Logger no.such not found.'));
  });

  it('sets levels, and they count', async () => {
    const logger = app.logging.loggers('x.y');
    logger.debug('hidden');
    const answer = await put('x', { level: 'debug' });
    expect([answer.status, answer.body]).toEqual([200, ['x', 'x.y']]);
    logger.debug('shown');
    expect(app.logged.some((line) => line.includes('hidden'))).toBe(false);
    expect(app.logged.some((line) => line.includes('shown'))).toBe(true);
    expect((await app.request.get('/admin/loggers/x.y')).body).toEqual({ level: 'DEBUG', last_modified: expect.any(Number) });
  });

  it.each([
    [{ level: 'LOUD' }, 404, "invalid log level 'LOUD'."],
    [{ level: 5 }, 404, "invalid log level '5'."],
    [{ level: ' ' }, 404, "invalid log level ' '."],
    [{ level: '' }, 400, 'The level is empty; it has to be one of ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF'],
    [{}, 400, "Desired 'level' parameter was not specified in request."],
    [{ level: null }, 400, "Desired 'level' parameter was not specified in request."],
    [{ Level: 'INFO' }, 400, "Desired 'level' parameter was not specified in request."],
    [[], 400, 'The request body has to be a JSON object, but is an array'],
  ])('answers %j with %i', async (body, status, message) => {
    const answer = await put('x', body);
    expect([answer.status, answer.body]).toEqual([status, error(status, message)]);
  });

  it('takes a level with blanks around it', async () => {
    await put('blank', { level: 'ERROR' });
    expect((await put('blank', { level: ' debug\n' })).body).toEqual(['blank']);
    expect((await app.request.get('/admin/loggers/blank')).body.level).toBe('DEBUG');
  });

  it('spreads a level over the cluster', async () => {
    const answer = await put('a.b?scope=CLUSTER', { level: 'warn' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(app.engine.clusterLevels).toEqual([['a.b', 'WARN']]);
  });

  it('takes a scope that it does not know for the worker', async () => {
    expect((await put('q?scope=galaxy', { level: 'ERROR' })).body).toEqual(['q']);
  });

  it.each(['__proto__', 'a%2Fb', 'constructor', 'a%20b'])('takes the name %s', async (name) => {
    expect((await put(name, { level: 'TRACE' })).body).toEqual([decodeURIComponent(name)]);
    expect((await app.request.get(`/admin/loggers/${name}`)).body.level).toBe('TRACE');
  });
});

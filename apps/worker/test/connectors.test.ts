import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

const config = { 'connector.class': 'x.Source', topic: 't' };
const error = (error_code: number, message: unknown) => ({ error_code, message });

describe('/connectors', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()));
  afterAll(() => app.close());
  beforeEach(() => app.engine.made.clear());
  const post = (body: string | object) => app.request.post('/connectors').set('Content-Type', 'application/json').send(body);

  it('creates a connector, and says where it is by the Host header', async () => {
    const answer = await post({ name: 'a b', config }).set('Host', 'foo.example:99');
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe('http://foo.example:99/connectors/a%20b');
    expect(answer.body).toEqual({ name: 'a b', config: { ...config, name: 'a b' }, tasks: [], type: 'source' });
  });

  it.each([
    ['a ü"日', 'a%20%C3%BC%22%E6%97%A5'],
    ['a/b%c\\d', 'a%2Fb%25c%5Cd'],
    ['a+b:c@d&e=f;g,h$', 'a+b:c@d&e=f%3Bg,h$'],
    ["it's (ok)*!~", "it's%20(ok)*!~"],
    ['😀', '%F0%9F%98%80'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['..', '..'],
    ['{x}', '%7Bx%7D'],
    ['?#', '%3F%23'],
  ])('addresses %s as %s', async (name, encoded) => {
    const answer = await post({ name, config });
    expect([answer.status, answer.body.name]).toEqual([201, name]);
    expect(answer.headers.location).toBe(`${app.url}/connectors/${encoded}`);
    const path = encodeURIComponent(name).replace('..', '%2E%2E');
    const raw = await fetchRaw(app, 'GET', `/connectors/${path}/config`);
    expect([raw.status, (JSON.parse(raw.text) as { name: string }).name]).toEqual([200, name]);
    expect((await fetchRaw(app, 'DELETE', `/connectors/${path}`)).status).toBe(204);
    expect(app.engine.made.size).toBe(0);
  });

  it('keeps the text of numbers and booleans', async () => {
    const answer = await post(
      '{"name":"n","config":{"connector.class":"x","a":1.0,"b":1e3,"c":9007199254740993,"d":true,"a":2.50}}',
    );
    expect(answer.body.config).toEqual({
      'connector.class': 'x',
      a: '2.50',
      b: '1e3',
      c: '9007199254740993',
      d: 'true',
      name: 'n',
    });
  });

  it('keeps keys of any name', async () => {
    const answer = await post('{"name":"n","config":{"connector.class":"x","__proto__":"p","constructor":"c","toJSON":"j"}}');
    expect(answer.text).toContain('"__proto__":"p","constructor":"c","toJSON":"j"');
    expect((await app.request.get('/connectors/n/config')).text).toContain('"__proto__":"p"');
  });

  it.each([
    ['{"name":"n"}', 'has no "config"'],
    ['{"name":"n","config":null}', 'has no "config"'],
    ['{"name":"n","config":[]}', '"config" has to be a JSON object, but is an array'],
    [
      '{"name":"n","config":{},"colour":"red"}',
      'a member that is not known: "colour" (known: "name", "config", "initial_state")',
    ],
    ['{"name":"n","config":{},"__proto__":{}}', 'a member that is not known: "__proto__"'],
    ['{"name":{},"config":{}}', '"name" has to be text, a number or a boolean, but is an object'],
    ['{"name":"n","config":{"a":{}}}', 'The value of "a" has to be text, a number or a boolean, but is an object'],
    [
      '{"name":"n","config":{},"initial_state":"SLEEPING"}',
      '"initial_state" has to be one of RUNNING, PAUSED, STOPPED, but is the text "SLEEPING"',
    ],
    ['{"name":"n","config":{},"initial_state":1}', '"initial_state" has to be one of'],
  ])('says what is wrong with %s', async (body, message) => {
    const answer = await post(body);
    expect([answer.status, answer.body]).toEqual([400, error(400, expect.stringContaining(message))]);
    expect(app.engine.made.size).toBe(0);
  });

  it.each([
    ['{"name":"n","config":{}}', 'Connector config {name=n} contains no connector type'],
    ['{"name":"n","config":{"connector.class":"x","a":null}}', 'Null value can not be supplied as the configuration value.'],
  ])('leaves %s to the engine', async (body, message) => {
    const answer = await post(body);
    expect([answer.status, answer.body]).toEqual([400, error(400, message)]);
  });

  it('takes a name of any scalar, and none for an empty one', async () => {
    expect((await post({ name: 5, config })).body.name).toBe('5');
    expect((await post({ config })).body.name).toBe('');
  });

  it('answers 409 for a second one', async () => {
    await post({ name: 'a', config });
    const answer = await post({ name: 'a', config });
    expect([answer.status, answer.body]).toEqual([409, error(409, 'Connector a already exists')]);
  });

  it.each([
    ['PAUSED', 'PAUSED'],
    ['stopped', 'STOPPED'],
    ['RUNNING', 'STARTED'],
  ])('creates it %s', async (state, target) => {
    const answer = await post({ name: 'a', config, initial_state: state });
    expect(answer.status).toBe(201);
    expect(app.engine.made.get('a')?.target).toBe(target);
  });

  it('lists names, or what expand asks for', async () => {
    await post({ name: 'a', config });
    await post({ name: '__proto__', config });
    expect((await app.request.get('/connectors')).body).toEqual(['a', '__proto__']);
    const info = { name: 'a', config: { ...config, name: 'a' }, tasks: [{ connector: 'a', task: 0 }], type: 'source' };
    const run = { state: 'RUNNING', worker_id: '127.0.0.1:8083', version: '4.3.1' };
    const status = { name: 'a', connector: run, tasks: [{ id: 0, ...run }], type: 'source' };
    expect((await app.request.get('/connectors?expand=info')).body.a).toEqual({ info });
    expect((await app.request.get('/connectors?expand=status&expand=info')).body.a).toEqual({ status, info });
    for (const unknown of ['nothing', '', 'a/b,c', 'info,status']) {
      const answer = await app.request.get(`/connectors?expand=${unknown}`);
      expect([answer.status, answer.text]).toEqual([200, '{"a":{},"__proto__":{}}']);
    }
  });

  it('puts a configuration: 201 with a location, then 200 without', async () => {
    const created = await app.request.put('/connectors/p/config').send(config);
    expect([created.status, created.headers.location]).toEqual([201, `${app.url}/connectors/p`]);
    const replaced = await app.request.put('/connectors/p/config').send({ ...config, x: 1 });
    expect([replaced.status, replaced.headers.location]).toEqual([200, undefined]);
    expect(replaced.body).toEqual({
      name: 'p',
      config: { ...config, x: '1', name: 'p' },
      tasks: [{ connector: 'p', task: 0 }],
      type: 'source',
    });
  });

  it('patches a configuration, null removing', async () => {
    await post({ name: 'a', config });
    const answer = await app.request.patch('/connectors/a/config').send({ topic: null, x: true });
    expect([answer.status, answer.body.config]).toEqual([200, { 'connector.class': 'x.Source', x: 'true', name: 'a' }]);
  });

  it('looks for the connector before it misses the body of a patch', async () => {
    await post({ name: 'a', config });
    for (const body of ['', ' ', 'null']) {
      const patch = (name: string) =>
        app.request.patch(`/connectors/${name}/config`).set('Content-Type', 'application/json').send(body);
      expect((await patch('none')).body).toEqual(error(404, 'Connector none not found'));
      expect((await patch('a')).body).toEqual(
        error(400, expect.stringMatching(/^The request (has no body|body is null); it needs/)),
      );
    }
  });

  it.each(['put', 'patch'] as const)('%s needs an object', async (method) => {
    await post({ name: 'a', config });
    for (const body of ['[]', '"x"', '']) {
      const answer = await app.request[method]('/connectors/a/config').set('Content-Type', 'application/json').send(body);
      expect([answer.status, answer.body.error_code]).toEqual([400, 400]);
    }
    expect((await app.request[method]('/connectors/a/config')).status).toBe(400);
  });

  it('is 404 for one that is not there', async () => {
    for (const path of ['/connectors/no', '/connectors/no/config', '/connectors/no/tasks', '/connectors/no/offsets']) {
      expect((await app.request.get(path)).body).toEqual(error(404, 'Connector no not found'));
    }
    expect((await app.request.delete('/connectors/no')).body).toEqual(error(404, 'Connector no not found'));
    expect((await app.request.get('/connectors/no%20')).body).toEqual(error(404, 'Connector no  not found'));
  });
});

async function fetchRaw(app: TestApp, method: string, path: string): Promise<{ status: number; text: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: app.port, method, path, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode!, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject).end();
  });
}

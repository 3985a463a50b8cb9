import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

const error = (error_code: number, message: unknown) => ({ error_code, message });
const run = (state: string) => ({ state, worker_id: '127.0.0.1:8083', version: '4.3.1' });

describe('states of connectors and tasks', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()));
  afterAll(() => app.close());
  beforeEach(() => app.engine.made.set('a', { config: { name: 'a' }, target: 'STARTED', offsets: [] }));

  it('shows the status, with a trace only where there is one', async () => {
    const answer = await app.request.get('/connectors/a/status');
    expect(answer.body).toEqual({ name: 'a', connector: run('RUNNING'), tasks: [{ id: 0, ...run('RUNNING') }], type: 'source' });
    expect((await app.request.get('/connectors/no/status')).body).toEqual(error(404, 'No status found for connector no'));
  });

  it.each([
    ['pause', 202, 'PAUSED'],
    ['resume', 202, 'STARTED'],
    ['stop', 204, 'STOPPED'],
  ] as const)('%s answers %i without a body', async (verb, status, target) => {
    const answer = await app.request.put(`/connectors/a/${verb}`);
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([status, '', undefined]);
    expect(app.engine.made.get('a')?.target).toBe(target);
    expect((await app.request.put(`/connectors/no/${verb}`)).body).toEqual(error(404, 'Unknown connector no'));
  });

  it.each([
    ['', 204],
    ['?includeTasks=false&onlyFailed=false', 204],
    ['?includeTasks=no', 204],
    ['?includeTasks=', 204],
    ['?includeTasks=false&includeTasks=true', 204],
    ['?INCLUDETASKS=true', 204],
    ['?includeTasks=true', 202],
    ['?includeTasks=TRUE', 202],
    ['?includeTasks=true&includeTasks=false', 202],
    ['?onlyFailed=true', 202],
  ])('restart%s answers %i', async (query, status) => {
    const answer = await app.request.post(`/connectors/a/restart${query}`);
    expect(answer.status).toBe(status);
    if (status === 204) expect(answer.text).toBe('');
    else expect(answer.body.name).toBe('a');
  });

  it('shows tasks and their status', async () => {
    expect((await app.request.get('/connectors/a/tasks')).body).toEqual([
      { id: { connector: 'a', task: 0 }, config: { name: 'a', 'task.class': 'x.Task' } },
    ]);
    for (const zero of ['0', '00', '+0', '-0'])
      expect((await app.request.get(`/connectors/a/tasks/${zero}/status`)).body).toEqual({ id: 0, ...run('RUNNING') });
  });

  it.each([
    ['1', 'No status found for task a-1'],
    ['-1', 'No status found for task a--1'],
    ['2147483647', 'No status found for task a-2147483647'],
    ['2147483648', 'HTTP 404 Not Found'],
    ['abc', 'HTTP 404 Not Found'],
    ['1.0', 'HTTP 404 Not Found'],
    ['%201', 'HTTP 404 Not Found'],
  ])('has no task %s', async (task, message) => {
    const answer = await app.request.get(`/connectors/a/tasks/${task}/status`);
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([404, 'application/json', error(404, message)]);
  });

  it('restarts a task', async () => {
    expect((await app.request.post('/connectors/a/tasks/0/restart')).status).toBe(204);
    expect((await app.request.post('/connectors/a/tasks/1/restart')).body).toEqual(error(404, 'Unknown task: a-1'));
    expect((await app.request.post('/connectors/a/tasks/-1/restart')).body).toEqual(error(404, 'Unknown task: a--1'));
    expect((await app.request.post('/connectors/a/tasks/x/restart')).body).toEqual(error(404, 'HTTP 404 Not Found'));
    expect((await app.request.get('/connectors/a/tasks/x/restart')).status).toBe(405);
    expect((await app.request.post('/connectors/no/tasks/0/restart')).body).toEqual(error(404, 'Unknown connector: no'));
  });

  it('shows and resets topics', async () => {
    app.engine.made.set('__proto__', { config: {}, target: 'STARTED', offsets: [] });
    expect((await app.request.get('/connectors/a/topics')).body).toEqual({ a: { topics: ['t'] } });
    expect((await app.request.get('/connectors/__proto__/topics')).text).toBe('{"__proto__":{"topics":["t"]}}');
    expect((await app.request.get('/connectors/no/topics')).body).toEqual({ no: { topics: [] } });
    const reset = await app.request.put('/connectors/a/topics/reset');
    expect([reset.status, reset.text]).toEqual([202, '']);
  });

  it('shows offsets with their numbers exact', async () => {
    const body =
      '{"offsets":[{"partition":{"p":1,"__proto__":9007199254740993},"offset":{"n":9223372036854775807,"d":1.0,"s":"x"}}]}';
    const altered = await app.request.patch('/connectors/a/offsets').set('Content-Type', 'application/json').send(body);
    expect(altered.body).toEqual({ message: 'The offsets for this connector have been altered successfully' });
    expect(app.engine.made.get('a')?.offsets[0]?.offset).toMatchObject({ n: 9223372036854775807n, s: 'x' });
    expect((await app.request.get('/connectors/a/offsets')).text).toBe(body);
    expect((await app.request.delete('/connectors/a/offsets')).status).toBe(200);
    expect((await app.request.get('/connectors/a/offsets')).body).toEqual({ offsets: [] });
  });

  it('leaves it to the engine to miss a partition', async () => {
    const patch = (name: string) => app.request.patch(`/connectors/${name}/offsets`).send({ offsets: [{ offset: null }] });
    expect((await patch('no')).body).toEqual(error(404, 'Connector no not found'));
    expect((await patch('a')).body).toEqual(error(400, 'The partition cannot be null or missing'));
  });

  it.each([
    ['{}', 'Partitions / offsets need to be provided for an alter offsets request'],
    ['{"offsets":[]}', 'Partitions / offsets need to be provided for an alter offsets request'],
    ['{"offsets":null}', 'Partitions / offsets need to be provided for an alter offsets request'],
    ['{"offsets":{}}', '"offsets" has to be an array, but is an object'],
    ['{"offsets":[1]}', '"offsets"[0] has to be a JSON object, but is the number 1'],
    ['{"offsets":[{"partition":7}]}', '"partition" of "offsets"[0] has to be a JSON object, but is the number 7'],
    ['{"offsets":[{"partition":{},"offset":7}]}', '"offset" of "offsets"[0] has to be a JSON object'],
    ['{"offsets":[{"partition":{},"position":7}]}', '"offsets"[0] has a member that is not known: "position"'],
    ['{"offset":[]}', 'a member that is not known: "offset"'],
  ])('refuses the offsets %s', async (body, message) => {
    const answer = await app.request.patch('/connectors/no/offsets').set('Content-Type', 'application/json').send(body);
    expect([answer.status, answer.body]).toEqual([400, error(400, expect.stringContaining(message))]);
  });

  it('takes a null offset, which removes one', async () => {
    const answer = await app.request
      .patch('/connectors/a/offsets')
      .send({ offsets: [{ partition: {}, offset: null }, { partition: { a: 1 } }] });
    expect(answer.status).toBe(200);
    expect(app.engine.made.get('a')?.offsets).toEqual([
      { partition: {}, offset: null },
      { partition: { a: 1 }, offset: null },
    ]);
  });
});

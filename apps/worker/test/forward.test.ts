import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  InternalError,
  NotAssignedError,
  NotFoundError,
  NotReadyError,
  UnavailableError,
  UnsettledError,
} from '@millrace/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callWorker } from '../src/call-worker.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const config = { 'connector.class': 'x.Source' };

describe('a request that only the leader can carry out', () => {
  let leader: TestApp;
  let follower: TestApp;
  beforeEach(async () => {
    leader = await startTestApp();
    follower = await startTestApp();
    follower.engine.leaderUrl = `${leader.url}/`;
  });
  afterEach(async () => {
    await follower.close();
    await leader.close();
  });

  it('is passed on, and answered as the leader did, with the location that the caller can reach', async () => {
    const answer = await follower.request.post('/connectors').send({ name: 'a/b ü', config });
    expect(answer.status).toBe(201);
    expect(answer.type).toBe('application/json');
    expect(answer.body).toEqual({ name: 'a/b ü', config: { ...config, name: 'a/b ü' }, tasks: [], type: 'source' });
    expect(answer.headers.location).toBe(`${follower.url}/connectors/a%2Fb%20%C3%BC`);
    expect([...leader.engine.made.keys()]).toEqual(['a/b ü']);
    const again = await follower.request.post('/connectors').send({ name: 'a/b ü', config });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ error_code: 409, message: 'Connector a/b ü already exists' });
  });

  it('is waited for until this worker has caught up', async () => {
    await follower.request.put('/connectors/c/config').send(config);
    expect(follower.engine.catchUps).toBe(2);
  });

  it('is not what a read waits for', async () => {
    await follower.request.get('/connectors');
    expect([follower.engine.catchUps, follower.engine.keepUps]).toEqual([0, 1]);
  });

  it('keeps a 200 without a location, a 202 with a status, a 204 without a body', async () => {
    await leader.request.post('/connectors').send({ name: 'c', config });
    const put = await follower.request.put('/connectors/c/config').send(config);
    expect([put.status, put.headers.location]).toEqual([200, undefined]);
    const restart = await follower.request.post('/connectors/c/restart?includeTasks=true');
    expect([restart.status, restart.body.name]).toEqual([202, 'c']);
    const stop = await follower.request.put('/connectors/c/stop');
    expect([stop.status, stop.text, stop.headers['content-type']]).toEqual([204, '', undefined]);
    expect(leader.engine.made.get('c')!.target).toBe('STOPPED');
    expect((await follower.request.delete('/connectors/none')).body).toEqual({
      error_code: 404,
      message: 'Connector none not found',
    });
  });

  it('goes to the worker that runs what is to be restarted', async () => {
    await leader.request.post('/connectors').send({ name: 'c', config });
    follower.engine.leaderUrl = null;
    follower.engine.restartTask = () => Promise.reject(new NotAssignedError('task', leader.url));
    expect((await follower.request.post('/connectors/c/tasks/0/restart')).status).toBe(204);
  });

  it('is passed on twice at most', async () => {
    leader.engine.leaderUrl = `${leader.url}/`;
    const answer = await follower.request.delete('/connectors/c');
    expect(answer.status).toBe(409);
    expect(answer.body.message).toBe('Cannot complete request because of a conflicting operation (e.g. worker rebalance)');
    leader.engine.leaderUrl = null;
    expect((await follower.request.delete('/connectors/c?forward=true')).status).toBe(404);
    expect((await follower.request.delete('/connectors/c?forward=false')).status).toBe(409);
  });

  it('is refused when the leader cannot be reached', async () => {
    await leader.close();
    const answer = await follower.request.delete('/connectors/c');
    expect(answer.status).toBe(500);
    expect(answer.body.message).toMatch(/^IO Error trying to forward REST request: .*ECONNREFUSED/);
    leader = await startTestApp();
  });
});

describe('a request while the group has no leader that can carry it out', () => {
  let leader: TestApp;
  let follower: TestApp;
  let pauses = 0;
  /** What has changed by the third look. */
  let change: () => void;
  beforeEach(async () => {
    pauses = 0;
    let nowMs = 0;
    const patience = {
      limitMs: 90_000,
      now: () => nowMs,
      async pause(ms: number) {
        nowMs += ms;
        if (++pauses === 3) change();
      },
    };
    change = () => undefined;
    leader = await startTestApp();
    follower = await startTestApp({ patience });
  });
  afterEach(async () => {
    await follower.close();
    await leader.close();
  });
  const create = () => follower.request.post('/connectors').send({ name: 'c', config });

  it('waits for the one that comes after a leader that is not there any more', async () => {
    const gone = await startTestApp();
    await gone.close();
    follower.engine.leaderUrl = gone.url;
    change = () => (follower.engine.leaderUrl = leader.url);
    expect((await create()).status).toBe(201);
    expect([pauses, [...leader.engine.made.keys()]]).toEqual([3, ['c']]);
  });

  it('waits for a leader that is stopping to be followed by another', async () => {
    const stopping = await startTestApp();
    stopping.engine.createConnector = () => Promise.reject(new NotReadyError('Worker is shutting down'));
    follower.engine.leaderUrl = stopping.url;
    change = () => (follower.engine.leaderUrl = leader.url);
    expect((await create()).status).toBe(201);
    await stopping.close();
  });

  it('asks again whom it takes for the leader until that one leads', async () => {
    follower.engine.leaderUrl = leader.url;
    leader.engine.leaderUrl = leader.url;
    change = () => (leader.engine.leaderUrl = null);
    expect((await create()).status).toBe(201);
    expect(pauses).toBe(3);
  });

  it('is carried out by the worker that was asked once that one leads', async () => {
    const gone = await startTestApp();
    await gone.close();
    follower.engine.leaderUrl = gone.url;
    change = () => (follower.engine.leaderUrl = null);
    expect((await create()).status).toBe(201);
    expect([...follower.engine.made.keys()]).toEqual(['c']);
  });

  it('waits while no leader is known', async () => {
    const known = follower.engine.leader;
    const createConnector = follower.engine.createConnector.bind(follower.engine);
    follower.engine.leader = () => null as never;
    follower.engine.createConnector = () => Promise.reject(new UnsettledError('no known leader URL'));
    change = () => Object.assign(follower.engine, { leader: known, createConnector });
    expect((await create()).status).toBe(201);
    expect(pauses).toBe(3);
  });

  it('is refused when its time is over, and told that nothing was done', async () => {
    follower.engine.leader = () => null as never;
    follower.engine.createConnector = () => Promise.reject(new UnsettledError('no known leader URL'));
    const answer = await create();
    expect([answer.status, answer.body.message, answer.headers['retry-after']]).toEqual([409, 'no known leader URL', '1']);
    expect(pauses).toBe(450);
  });

  it('is not sent again once the leader has refused it for what it is', async () => {
    await leader.request.post('/connectors').send({ name: 'c', config });
    follower.engine.leaderUrl = leader.url;
    expect((await create()).status).toBe(409);
    expect(pauses).toBe(0);
  });

  it('is not sent again when nobody knows what became of it', async () => {
    let asked = 0;
    const dying = createServer((req) => {
      asked++;
      req.socket.destroy();
    });
    await new Promise<void>((resolve) => dying.listen(0, '127.0.0.1', resolve));
    follower.engine.leaderUrl = `http://127.0.0.1:${(dying.address() as AddressInfo).port}/`;
    const answer = await create();
    expect([answer.status, asked, pauses]).toEqual([500, 1, 0]);
    expect(answer.body.message).toMatch(/^IO Error trying to forward REST request: /);
    await new Promise((resolve) => dying.close(resolve));
  });

  it('for a restart asks the leader again who runs what is to be restarted', async () => {
    await leader.request.post('/connectors').send({ name: 'c', config });
    follower.engine.leaderUrl = leader.url;
    const restartTask = leader.engine.restartTask.bind(leader.engine);
    leader.engine.restartTask = () => Promise.reject(new UnsettledError('nobody runs it yet'));
    change = () => (leader.engine.restartTask = restartTask);
    expect((await follower.request.post('/connectors/c/tasks/0/restart')).status).toBe(204);
    expect(pauses).toBe(3);
  });
});

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('what is passed on', () => {
  let server: Server;
  let seen: Seen[] = [];
  let answer: { status: number; body: string } = { status: 204, body: '' };
  let url = '';
  let follower: TestApp;
  beforeEach(async () => {
    seen = [];
    answer = { status: 204, body: '' };
    server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        seen.push({ method: req.method, url: req.url, headers: req.headers, body: Buffer.concat(chunks).toString() });
        res.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    follower = await startTestApp();
    follower.engine.leaderUrl = `${url}/`;
  });
  afterEach(async () => {
    await follower.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is the body as it was sent and who sent it, and nothing else of the caller', async () => {
    const body = '{"connector.class":"x","a":1.0,"b":9007199254740993}';
    await follower.request
      .put('/connectors/a%2Fb/config?x=y')
      .set({ authorization: 'Basic abc', cookie: 'c=1', 'x-forwarded-for': '1.2.3.4', 'content-type': 'application/json' })
      .send(body);
    expect(seen).toHaveLength(1);
    const { method, url: target, headers, body: sent } = seen[0]!;
    expect([method, target, sent]).toEqual(['PUT', '/connectors/a%2Fb/config?forward=true', body]);
    expect(headers).toEqual({
      host: new URL(url).host,
      accept: 'application/json',
      'user-agent': 'millrace',
      authorization: 'Basic abc',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    });
  });

  it('says whether it may be passed on once more, and keeps what else was asked', async () => {
    await follower.request.post('/connectors/c/restart?onlyFailed=true&includeTasks=true&forward=true');
    await follower.request.put('/connectors/c/stop');
    expect(seen.map(({ url: target }) => target)).toEqual([
      '/connectors/c/restart?forward=false&onlyFailed=true&includeTasks=true',
      '/connectors/c/stop?forward=true',
    ]);
  });

  it('keeps the signature of what workers tell each other', async () => {
    const signature = { 'x-connect-authorization': 'c2ln', 'x-connect-request-signature-algorithm': 'HmacSHA256' };
    await follower.request
      .post('/connectors/c/tasks')
      .set(signature)
      .send([{ a: '1' }]);
    expect(seen[0]!.body).toBe('[{"a":"1"}]');
    expect(seen[0]!.headers).toMatchObject(signature);
  });

  it('may not lead elsewhere', async () => {
    answer = { status: 302, body: '' };
    const refused = await follower.request.delete('/connectors/c');
    expect(refused.status).toBe(500);
    expect(refused.body.message).toBe('Unexpected status code when handling forwarded request: 302');
  });

  it.each([
    [400, BadRequestError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, ConflictError],
    [500, InternalError],
    [503, UnavailableError],
  ])('among workers becomes an error when it is answered with %i', async (status, type) => {
    answer = { status, body: '{"error_code":0,"message":"because"}' };
    const request = { method: 'PUT', path: '/connectors/c/fence', body: null, signature: 's', algorithm: 'HmacSHA256' } as const;
    const call = callWorker({ ...request, workerUrl: `${url}/` });
    await expect(call).rejects.toThrow(type);
    await expect(call).rejects.toThrow('because');
    expect(seen[0]!.headers).toMatchObject({
      'x-connect-authorization': 's',
      'x-connect-request-signature-algorithm': 'HmacSHA256',
      'content-length': '0',
    });
  });
});

import { describe, expect, test, vi } from 'vitest';
import { createFakeClock } from '../test/fake-clock.ts';
import { getConnector, listConnectors, pauseConnector, restartConnector } from './generated/sdk.gen.ts';
import type { ConnectClientOptions } from './options.ts';
import { Transport } from './transport.ts';

type Reply = Response | Error | 'hang';
const ok = (body: unknown = [], status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const no = (status: number, message = 'no', headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ error_code: status, message }), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
const refused = () => new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });
const broken = () => new TypeError('fetch failed', { cause: new Error('other side closed') });
const rebalance = () => no(409, 'Cannot complete request because of a conflicting operation (e.g. worker rebalance)');

/** A transport whose requests get these replies, the last one for ever. */
function scripted(replies: readonly (() => Reply)[], options: Partial<ConnectClientOptions> = {}) {
  const clock = createFakeClock();
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests.push({ url, init });
    const reply = replies[Math.min(requests.length, replies.length) - 1]!();
    if (reply === 'hang')
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const where = options.urls ? {} : { url: 'http://a:1' };
  const transport = new Transport({ ...where, ...options, fetch } as unknown as ConnectClientOptions, clock);
  return { transport, clock, requests, urls: () => requests.map(({ url }) => url) };
}

const headerOf = ({ init }: { readonly init: RequestInit }, name: string) => (init.headers as Headers).get(name);

describe('repeating', () => {
  test('a read is repeated with growing pauses, as often as it may', async () => {
    const { transport, clock, requests } = scripted([() => no(503)]);
    await expect(transport.call(listConnectors, {})).rejects.toMatchObject({ status: 503, attempts: 5 });
    expect(requests).toHaveLength(5);
    expect(clock.slept).toEqual([200, 400, 800, 1600]);
  });

  test('nothing is repeated where that is not wanted', async () => {
    for (const retry of [false, { attempts: 1 }] as const) {
      const { transport, requests } = scripted([() => no(503)], { retry });
      await expect(transport.call(listConnectors, {})).rejects.toMatchObject({ attempts: 1 });
      expect(requests).toHaveLength(1);
    }
    const { transport } = scripted([rebalance, () => ok()]);
    await expect(transport.call(listConnectors, {}, { retry: false })).rejects.toMatchObject({ reason: 'conflicting-operation' });
  });

  test('a rebalance is waited out until time is up, and the error then is the rebalance', async () => {
    const { transport, requests } = scripted([rebalance], { timeoutMs: 60_000 });
    const error = await transport.call(restartConnector, { path: { name: 'a' } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RebalanceInProgressError' });
    expect(requests.length).toBeGreaterThan(10);
  });

  test('what may have been carried out is not repeated when it is no idempotent call', async () => {
    for (const reply of [broken, () => no(503), () => no(500, 'Request timed out')]) {
      const { transport, requests } = scripted([reply, () => ok()]);
      await expect(transport.call(restartConnector, { path: { name: 'a' } })).rejects.toMatchObject({ attempts: 1 });
      expect(requests).toHaveLength(1);
    }
    const { transport } = scripted([refused, () => new Response(null, { status: 204 })]);
    expect(await transport.call(restartConnector, { path: { name: 'a' } })).toBeUndefined();
  });

  test('Retry-After is obeyed, and not waited for in vain', async () => {
    const patient = scripted([() => no(503, 'wait', { 'retry-after': '9' }), () => ok()]);
    await patient.transport.call(listConnectors, {});
    expect(patient.clock.slept).toEqual([9000]);
    const hurried = scripted([() => no(503, 'wait', { 'retry-after': '9' }), () => ok()], { timeoutMs: 8000 });
    await expect(hurried.transport.call(listConnectors, {})).rejects.toMatchObject({ status: 503, retryAfterMs: 9000 });
    expect(hurried.clock.slept).toEqual([]);
  });

  test('one attempt that hangs does not take the time of all', async () => {
    const { transport, requests } = scripted([() => 'hang', () => ok(['a'])]);
    expect(await transport.call(listConnectors, {}, { attemptTimeoutMs: 5 })).toEqual(['a']);
    expect(requests).toHaveLength(2);
  });

  test('a refusal is not repeated', async () => {
    for (const status of [400, 401, 403, 404, 405, 501]) {
      const { transport, requests } = scripted([() => no(status)]);
      await expect(transport.call(listConnectors, {})).rejects.toMatchObject({ status });
      expect(requests).toHaveLength(1);
    }
  });
});

describe('several workers', () => {
  const urls = ['http://a:1', 'http://b:2/', 'http://c:3/base/'];

  test('are asked one after the other without a pause, and the one that answered first from then on', async () => {
    const { transport, clock, urls: asked } = scripted([refused, () => no(503), () => ok()], { urls });
    await transport.call(listConnectors, {});
    await transport.call(pauseConnector, { path: { name: 'x' } });
    expect(asked()).toEqual([
      'http://a:1/connectors',
      'http://b:2/connectors',
      'http://c:3/base/connectors',
      'http://c:3/base/connectors/x/pause',
    ]);
    expect(clock.slept).toEqual([]);
    expect(transport.url).toBe('http://c:3/base');
  });

  test('are all asked again after a pause, as many rounds as there are attempts', async () => {
    const { transport, clock, requests } = scripted([refused], { urls, retry: { attempts: 3 } });
    await expect(transport.call(listConnectors, {})).rejects.toMatchObject({ name: 'ConnectionError', attempts: 9 });
    expect(requests).toHaveLength(9);
    expect(clock.slept).toEqual([200, 400]);
  });

  test('are not asked again what one of them may have carried out', async () => {
    const { transport, requests } = scripted([broken], { urls });
    await expect(transport.call(restartConnector, { path: { name: 'x' } })).rejects.toMatchObject({ maybeSent: true });
    expect(requests).toHaveLength(1);
  });
});

describe('a request', () => {
  test('carries headers of the client, of the call, and who asks', async () => {
    const auth = { username: 'jörg', password: 'p:w' };
    const { transport, requests } = scripted([() => ok()], { auth, headers: { 'x-a': '1', 'x-b': '1' } });
    await transport.call(listConnectors, {}, { headers: { 'X-B': '2' } });
    await transport.call(listConnectors, {}, { headers: { authorization: 'Own' } });
    const [first, second] = requests;
    expect(['x-a', 'x-b', 'content-type'].map((name) => headerOf(first!, name))).toEqual(['1', '2', null]);
    expect(headerOf(first!, 'authorization')).toBe(`Basic ${Buffer.from('jörg:p:w').toString('base64')}`);
    expect(headerOf(second!, 'authorization')).toBe('Own');
  });

  test('carries a token, one that is asked for anew each time, and what stands in the URL', async () => {
    const token = scripted([() => ok()], { auth: { token: 't' } });
    await token.transport.call(listConnectors, {});
    expect(headerOf(token.requests[0]!, 'authorization')).toBe('Bearer t');

    let count = 0;
    const fresh = scripted([() => no(503), () => ok()], { auth: async () => `Bearer ${++count}` });
    await fresh.transport.call(listConnectors, {});
    expect(fresh.requests.map((request) => headerOf(request, 'authorization'))).toEqual(['Bearer 1', 'Bearer 2']);

    const inUrl = scripted([() => ok()], { urls: ['http://me:p%40w@a:1/'] });
    await inUrl.transport.call(listConnectors, {});
    expect(inUrl.urls()).toEqual(['http://a:1/connectors']);
    expect(headerOf(inUrl.requests[0]!, 'authorization')).toBe(`Basic ${btoa('me:p@w')}`);
  });

  test('is told to hooks and the logger, without what is secret', async () => {
    const [onRequest, onResponse, onRetry] = [vi.fn(), vi.fn(), vi.fn()];
    const [debug, warn] = [vi.fn(), vi.fn()];
    const { transport, requests } = scripted([() => no(503, 'busy'), () => ok()], {
      auth: { token: 'secret' },
      hooks: { onRequest: (request) => (onRequest(request), request.headers.set('x-trace', '7')), onResponse, onRetry },
      logger: { debug, warn },
    });
    await transport.call(listConnectors, {});
    expect(onRequest.mock.calls.map(([{ attempt }]) => attempt)).toEqual([1, 2]);
    expect(onResponse.mock.calls.map(([{ status, attempt }]) => [status, attempt])).toEqual([
      [503, 1],
      [200, 2],
    ]);
    expect(onRetry).toHaveBeenCalledExactlyOnceWith({
      error: expect.objectContaining({ message: 'busy' }),
      attempt: 1,
      delayMs: 200,
    });
    expect(headerOf(requests[1]!, 'x-trace')).toBe('7');
    expect(debug.mock.calls).toEqual([['GET http://a:1/connectors 503 (0 ms)'], ['GET http://a:1/connectors 200 (0 ms)']]);
    expect(warn.mock.calls).toEqual([['GET http://a:1/connectors failed, trying again in 200 ms: busy']]);
  });

  test('ends with what a hook throws', async () => {
    const hooks = { onRequest: () => Promise.reject(new Error('not today')) };
    const { transport, requests } = scripted([() => ok()], { hooks });
    await expect(transport.call(listConnectors, {})).rejects.toThrow('not today');
    expect(requests).toHaveLength(0);
  });

  test('ends with the reason of its signal, at once, between two attempts, and before the first', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const hanging = scripted([() => 'hang']);
    const call = hanging.transport.call(listConnectors, {}, { signal });
    setTimeout(() => controller.abort(new Error('enough')), 5);
    await expect(call).rejects.toThrow('enough');
    await expect(hanging.transport.call(listConnectors, {}, { signal })).rejects.toThrow('enough');
    expect(hanging.requests).toHaveLength(1);

    const later = new AbortController();
    const waiting = scripted([() => (later.abort(new Error('later')), no(503))]);
    await expect(waiting.transport.call(listConnectors, {}, { signal: later.signal })).rejects.toThrow('later');
    expect(waiting.requests).toHaveLength(1);
  });

  test('an error that nobody listens to but by withResponse is handled all the same', async () => {
    const { transport } = scripted([() => no(404)]);
    await expect(transport.call(getConnector, { path: { name: 'a' } }).withResponse()).rejects.toMatchObject({ status: 404 });
  });

  test('is a promise in every way, and shows its answer', async () => {
    const { transport } = scripted([() => ok(['a'])]);
    const call = transport.call(listConnectors, {});
    expect(call).toBeInstanceOf(Promise);
    const done = vi.fn();
    expect(await call.finally(done)).toEqual(['a']);
    expect(done).toHaveBeenCalledOnce();
    expect(await Promise.all([call, call.then((names) => names), call.catch(() => 'no')])).toEqual([['a'], ['a'], ['a']]);
    const answer = await call.withResponse();
    expect(answer).toMatchObject({ data: ['a'], status: 200, url: 'http://a:1/connectors', attempts: 1 });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test('answers with an unknown state, type or level as it is', async () => {
    const status = { name: 'a', connector: { state: 'DREAMING', worker_id: 'w' }, tasks: [], type: 'mirror' };
    const { transport } = scripted([() => ok(status)]);
    expect(await transport.call(getConnector, { path: { name: 'a' } })).toEqual(status);
  });
});

test.each([[{}], [{ urls: [] }], [{ url: 'localhost:8083' }], [{ url: 'ftp://x' }], [{ urls: ['http://a', 'http://'] }]])(
  'an address such as %j is refused at once, with what would be right',
  (options) => {
    expect(() => new Transport(options as unknown as ConnectClientOptions)).toThrow(/http:\/\/127\.0\.0\.1:8083/);
  },
);

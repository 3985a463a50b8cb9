import { Connectors } from '../src/connectors.ts';
import type { ConnectClientOptions } from '../src/options.ts';
import { Transport } from '../src/transport.ts';
import { createFakeClock } from './fake-clock.ts';

/** What a route answers: a status with the body. */
export type Answer = readonly [status: number, body?: unknown];
/** By `GET /connectors/{name}/status`, say; given the request's body, and how often the route was asked before. */
export type Routes = Readonly<Record<string, (body: unknown, count: number) => Answer>>;

/** A Kafka Connect that answers by a script and has all the time in the world. What is in no route is not found. */
export function createScriptedConnect(routes: Routes) {
  const clock = createFakeClock();
  const requests: string[] = [];
  const counts = new Map<string, number>();
  const fetch = async (url: string, { method, body }: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const request = `${method} ${decodeURIComponent(pathname)}`;
    requests.push(request + search);
    const count = counts.get(request) ?? 0;
    counts.set(request, count + 1);
    const notFound: Answer = [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
    const [status, answer] = routes[request]?.(typeof body === 'string' ? JSON.parse(body) : undefined, count) ?? notFound;
    if (answer === undefined) return new Response(null, { status });
    return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } });
  };
  const options = { url: 'http://scripted:8083', fetch } as unknown as ConnectClientOptions;
  return { transport: new Transport(options, clock), connectors: new Connectors(new Transport(options, clock)), clock, requests };
}

/** A status as `GET /connectors/{name}/status` tells it: the connector's state, then those of its tasks. */
export function statusOf(name: string, connector: string, ...tasks: string[]) {
  const described = (state: string) => ({ state, worker_id: 'w:1', ...(state === 'FAILED' ? { trace: 'disk on fire' } : {}) });
  return {
    name,
    connector: described(connector),
    tasks: tasks.map((state, id) => ({ id, ...described(state) })),
    type: 'source',
  };
}

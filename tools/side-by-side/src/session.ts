import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type HttpAnswer, type HttpRequest, sendRaw } from './raw-http.ts';

/** One of the two workers that are compared. */
export interface Side {
  readonly name: 'java' | 'ours';
  readonly url: string;
  /** The same on both sides, and another one in every run: for names of which something stays behind. */
  readonly run: string;
  /** A directory of its own for the files that its connectors read and write. */
  readonly dir: string;
}

/** What was seen in one step, made comparable. */
export interface Step {
  readonly what: string;
  readonly seen: unknown;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MOMENTARY = /momentarily|conflicting operation|because a rebalance is expected/;
const STEADY_MS = 1200;

/** Sends requests to one worker and notes what comes back. */
export class Session {
  readonly side: Side;
  readonly steps: Step[] = [];
  #prefix = '';

  constructor(side: Side) {
    this.side = side;
  }

  /** Begins a group of steps: what follows is named after it. */
  begin(what: string): void {
    this.#prefix = `${what} / `;
  }

  /** For requests that are sent beside others: it has steps of its own. */
  part(): Session {
    return new Session(this.side);
  }

  /** Sends until the answer is not one of those that a rebalance of the Java worker causes. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await sendRaw(this.side.url, request);
      const momentary = (answer.status === 409 || answer.status === 500) && MOMENTARY.test(answer.body);
      if (!momentary || attempt >= 60) return answer;
      await delay(250);
    }
  }

  /** Sends JSON, or nothing. */
  call(method: string, target: string, body?: Json): Promise<HttpAnswer> {
    return this.send({ method, target, ...(body === undefined ? {} : json(JSON.stringify(body))) });
  }

  /** Notes an answer. */
  async note(what: string, request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.send(request);
    this.see(what, view(answer));
    return answer;
  }

  /** Notes the answer to JSON, or to nothing, by its status and body. */
  async noteCall(method: string, target: string, body?: Json): Promise<HttpAnswer> {
    const answer = await this.call(method, target, body);
    this.see(`${method} ${target} ${body === undefined ? '' : JSON.stringify(body).slice(0, 300)}`, view(answer));
    return answer;
  }

  /** Notes anything. */
  see(what: string, seen: unknown): void {
    this.steps.push({ what: (this.#prefix + what).replaceAll(this.side.dir, '<dir>'), seen });
  }

  /** Asks until the answer has been the same for a while, and gives it. */
  async steady(target: string, ms = STEADY_MS): Promise<HttpAnswer> {
    let last = await this.call('GET', target);
    let since = Date.now();
    const end = since + 20_000;
    while (Date.now() - since < ms && Date.now() < end) {
      await delay(150);
      const next = await this.call('GET', target);
      const settled = !/RESTARTING|UNASSIGNED/.test(next.body);
      if (!settled || !isDeepStrictEqual([next.status, next.body], [last.status, last.body])) since = Date.now();
      last = next;
    }
    return last;
  }

  /** Waits until `read` gives something for which `done` holds, and gives it; what it gave last if it never does. */
  async until<T>(read: () => Promise<T>, done: (value: T) => boolean, timeoutMs = 15_000): Promise<T> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const value = await read();
      if (done(value) || Date.now() > end) return value;
      await delay(100);
    }
  }

  path(name: string): string {
    return join(this.side.dir, name);
  }

  async write(name: string, content: string | Buffer): Promise<string> {
    await mkdir(this.side.dir, { recursive: true });
    await writeFile(this.path(name), content);
    return this.path(name);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'latin1').catch(() => '<no file>');
  }

  remove(name: string): Promise<void> {
    return rm(this.path(name), { force: true });
  }

  /** Deletes every connector. */
  async clear(): Promise<void> {
    const { body } = await this.call('GET', '/connectors');
    for (const name of JSON.parse(body) as string[]) await this.call('DELETE', `/connectors/${encodeURIComponent(name)}`);
  }
}

/** The parts of a request with a JSON body. */
export function json(text: string | Buffer): Pick<HttpRequest, 'headers' | 'body'> {
  return { headers: [['Content-Type', 'application/json']], body: text };
}

const UNSEEN = ['date', 'server', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'cache-control'];

/** An answer without what differs from one call to the next, or from one HTTP server to another. */
export function view({ status, headers, body }: HttpAnswer): unknown {
  const shown = new Map(headers);
  for (const name of UNSEEN) shown.delete(name);
  const allow = shown.get('allow');
  if (allow !== undefined) shown.set('allow', inOrder(allow));
  const type = shown.get('content-type');
  if (type?.startsWith('text/html') === true && body !== '') return { status, headers: {}, body: '<a page of the HTTP server>' };
  return {
    status,
    headers: Object.fromEntries([...shown].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    body: type === 'text/plain' ? inOrder(body) : parsed(body),
  };
}

/** The order of the methods that a resource has says nothing. */
function inOrder(list: string): string {
  return list.split(/, ?/).toSorted().join(', ');
}

type Reviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;

/** A number that is written otherwise than JavaScript would keeps its digits. */
const exactly: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && String(value) !== source ? `the number ${source}` : value;

/** JSON with its numbers as they are written; other text as it is. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body, exactly as Parameters<typeof JSON.parse>[1]);
  } catch {
    return body;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry for tests: subjects with versions of schemas, over HTTP as Confluent's API has it. */
export interface TestRegistry {
  readonly url: string;
  /** `POST /subjects/orders-value/versions?normalize=false`, in the order in which they came. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  /** Answers the next requests with this status instead. */
  fail(status: number, times?: number, body?: unknown): void;
  /** Leaves the requests that come now unanswered until the answer is called. */
  hold(): () => void;
  /** Adds a schema to a subject without any check; answers its id. */
  add(subject: string, schema: string, more?: Partial<SchemaBody>): number;
  /** The texts of a subject's schemas. */
  versions(subject: string): string[];
  close(): Promise<void>;
}

interface SchemaBody {
  readonly schemaType: string;
  readonly references: readonly { readonly name: string; readonly subject: string; readonly version: number }[];
}

interface Entry extends Partial<SchemaBody> {
  readonly id: number;
  readonly schema: string;
}

export interface TestRegistryOptions {
  /** Why a new schema does not go with a subject's latest one; empty if it does. */
  readonly incompatibilities?: (latest: string, schema: string) => readonly string[];
  /** The value of the header that requests have to have. */
  readonly authorization?: string;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Starts a registry on a free port of loopback. */
export async function startRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const subjects = new Map<string, Entry[]>();
  const byId = new Map<number, Entry>();
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const failures: { status: number; body: unknown }[] = [];
  let gate = Promise.resolve();

  function add(subject: string, schema: string, more: Partial<SchemaBody> = {}): number {
    const same = [...byId.values()].find((entry) => entry.schema === schema && entry.schemaType === more.schemaType);
    const entry = same ?? { id: byId.size + 1, schema, ...more };
    byId.set(entry.id, entry);
    const entries = subjects.get(subject) ?? [];
    subjects.set(subject, entries);
    if (!entries.includes(entry)) entries.push(entry);
    return entry.id;
  }

  function register(subject: string, body: Entry): unknown {
    const entries = subjects.get(subject) ?? [];
    const known = entries.find(({ schema }) => schema === body.schema);
    if (known !== undefined) return { id: known.id };
    const latest = entries.at(-1);
    const reasons = latest === undefined ? [] : (options.incompatibilities?.(latest.schema, body.schema) ?? []);
    if (reasons.length > 0) {
      const details = `[${reasons.map((reason) => `{${reason}}`).join(', ')}]`;
      const message = `Schema being registered is incompatible with an earlier schema for subject "${subject}", details: ${details}`;
      throw new Refusal(409, 409, message);
    }
    const { schema, schemaType, references } = body;
    return { id: add(subject, schema, { ...(schemaType && { schemaType }), ...(references && { references }) }) };
  }

  function entriesOf(subject: string): Entry[] {
    const entries = subjects.get(subject);
    if (entries === undefined) throw new Refusal(404, 40401, `Subject '${subject}' not found.`);
    return entries;
  }

  function versionOf(subject: string, version: string): unknown {
    const entries = entriesOf(subject);
    const at = version === 'latest' ? entries.length : Number(version);
    const entry = entries[at - 1];
    if (entry === undefined) throw new Refusal(404, 40402, `Version ${version} not found.`);
    return { subject, version: at, ...entry };
  }

  function answer(method: string, path: readonly string[], body: Entry): unknown {
    const [collection, name = '', part, version = ''] = path;
    if (collection === 'schemas' && name === 'ids' && part !== undefined) {
      const entry = byId.get(Number(part));
      if (entry === undefined) throw new Refusal(404, 40403, `Schema ${part} not found`);
      return entry;
    }
    if (collection === 'config' && method === 'GET') return { compatibilityLevel: 'BACKWARD' };
    if (collection !== 'subjects') throw new Refusal(404, 404, 'HTTP 404 Not Found');
    if (method === 'GET') return versionOf(name, version);
    if (part === 'versions') return register(name, body);
    const at = entriesOf(name).findIndex(({ schema }) => schema === body.schema);
    if (at < 0) throw new Refusal(404, 40403, 'Schema not found');
    return { subject: name, version: at + 1, ...entriesOf(name)[at] };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    await gate;
    const failure = failures.shift();
    if (failure !== undefined) return reply(response, failure.status, failure.body);
    try {
      if (options.authorization !== undefined && request.headers.authorization !== options.authorization) {
        throw new Refusal(401, 401, 'Unauthorized');
      }
      const { pathname } = new URL(request.url ?? '/', 'http://registry');
      const path = pathname.split('/').slice(1).map(decodeURIComponent);
      reply(response, 200, answer(request.method ?? 'GET', path, text === '' ? ({} as Entry) : (JSON.parse(text) as Entry)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply(response, error.status, { error_code: error.code, message: error.message });
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    headers,
    fail(status, times = 1, body = { error_code: status * 100 + 1, message: 'Error in the backend datastore' }) {
      for (let i = 0; i < times; i += 1) failures.push({ status, body });
    },
    hold() {
      let open = (): void => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return () => open();
    },
    add,
    versions: (subject) => (subjects.get(subject) ?? []).map(({ schema }) => schema),
    close: () => closeServer(server),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Makes a converter's call as the record path does: again after each wait that it asks for. */
export async function whenReady<T>(call: () => T): Promise<T> {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof Error) || !('ready' in error)) throw error;
      await error.ready;
    }
  }
}

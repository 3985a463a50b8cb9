import {
  Agent,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { RunningMutant } from '../mutant.ts';
import type { Answer, Change, Next, Request } from './message.ts';

/** What belongs to one connection, or is worked out anew from the body. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** A proxy before a worker that lets everything through a change. Host and path go on as they came. */
export function createProxyApp(workerUrl: string, change: Change): RunningMutant {
  // A connection for each request: one that was kept may be closed just as it is used again.
  const agent = new Agent({ keepAlive: false });
  const next: Next = async (request) => forward(agent, workerUrl, request);
  const app: RequestListener = (incoming, response) => {
    readRequest(incoming)
      .then(async (request) => writeAnswer(response, request, await change(request, next)))
      .catch((error: unknown) => response.destroy(error as Error));
  };
  return { app, close: async () => Promise.resolve(agent.destroy()) };
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers: headersOf(headers), body: await textOf(incoming) };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}

async function forward(agent: Agent, workerUrl: string, { method, path, headers, body }: Request): Promise<Answer> {
  const { hostname, port } = new URL(workerUrl);
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = send({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (incoming) => {
      textOf(incoming).then(
        (text) => resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming.headers), body: text }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function writeAnswer(response: ServerResponse, { method }: Request, { status, headers, body }: Answer): void {
  const hasLength = method !== 'HEAD' && status !== 204;
  response.writeHead(status, { ...headers, ...(hasLength && { 'content-length': Buffer.byteLength(body) }) });
  response.end(hasLength ? body : '');
}

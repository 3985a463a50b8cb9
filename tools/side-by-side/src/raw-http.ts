import { connect } from 'node:net';

/** A request as it goes over the wire; whatever it says is sent, right or wrong. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they stand in the first line. */
  readonly target: string;
  /** Sent after Host, Connection and Content-Length, which are added unless they are among them. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer | string;
}

export interface HttpAnswer {
  /** 0: the connection ended without an answer. */
  readonly status: number;
  /** Names in small letters; several of one name are joined by a comma and a blank. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends one request over a connection of its own, and reads the answer. An HTTP client would put right what is wrong on purpose. */
export function sendRaw(url: string, request: HttpRequest, timeoutMs = 100_000): Promise<HttpAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(requestBytes(request)));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer to ${request.method} ${request.target}`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))));
  });
}

function requestBytes({ method, target, headers = [], body = '' }: HttpRequest): Buffer {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const bytes = Buffer.from(body);
  const all = [
    ...(given.has('host') ? [] : [['Host', 'connect.test'] as const]),
    ...(given.has('connection') ? [] : [['Connection', 'close'] as const]),
    ...(given.has('content-length') || given.has('transfer-encoding') || bytes.length === 0
      ? []
      : [['Content-Length', String(bytes.length)] as const]),
    ...headers,
  ];
  const head = `${method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
}

function parseAnswer(bytes: Buffer): HttpAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: new Map(), body: bytes.toString() };
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0);
  const rest = bytes.subarray(end + 4);
  if (status === 100) return parseAnswer(rest);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  const body = headers.get('transfer-encoding') === 'chunked' ? joinChunks(rest) : rest;
  return { status, headers, body: body.toString() };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (!(size > 0)) break;
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}

import { connect } from 'node:net';

/** What came back over a connection. */
export interface RawAnswer {
  /** null: the connection was closed without an answer. */
  readonly status: number | null;
  readonly head: string;
  readonly body: string;
}

export interface RawRequest {
  readonly what: string;
  readonly bytes: Buffer;
  /** The request is cut off: the connection's writing side ends with these bytes. */
  readonly cutOff?: boolean;
}

/** Writes bytes to a server as they are, and reads what it answers until it closes. Rejects when that takes too long. */
export function sendRaw(port: number, { what, bytes, cutOff = false }: RawRequest, timeoutMs = 30_000): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: '127.0.0.1', port });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no answer within ${timeoutMs} ms to: ${what}`));
    }, timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      resolve(parseAnswer(Buffer.concat(chunks).toString()));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', finish);
    socket.on('error', finish);
    if (cutOff) socket.end(bytes);
    else socket.write(bytes);
  });
}

function parseAnswer(text: string): RawAnswer {
  const split = text.indexOf('\r\n\r\n');
  const head = split < 0 ? text : text.slice(0, split);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  return { status: status === undefined ? null : Number(status), head, body: split < 0 ? '' : text.slice(split + 4) };
}

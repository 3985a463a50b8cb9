import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

interface Waiting {
  readonly resolve: (status: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One connection that asks one thing after the other, with as little work as can be: the client must not be what a measurement
 * measures. It only reads as much of an answer as is needed to know where it ends.
 */
export class KeepAliveClient {
  readonly #socket: Socket;
  readonly #host: string;
  #answer: Buffer = Buffer.alloc(0);
  #waiting: Waiting | null = null;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.on('data', (part) => this.#read(part));
    socket.on('close', () => this.#take()?.reject(new Error('The connection was closed')));
    socket.on('error', (error) => this.#take()?.reject(error));
  }

  static async open(url: string): Promise<KeepAliveClient> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    await once(socket, 'connect');
    return new KeepAliveClient(socket, host);
  }

  /** Resolves with the status when the whole answer is there. */
  get(path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAccept: application/json\r\n\r\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(part: Buffer): void {
    this.#answer = this.#answer.length === 0 ? part : Buffer.concat([this.#answer, part]);
    const status = statusOfWhole(this.#answer);
    if (status === null) return;
    this.#answer = Buffer.alloc(0);
    this.#take()?.resolve(status);
  }

  #take(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}

/** The status of an answer; null while there is more to come. */
function statusOfWhole(answer: Buffer): number | null {
  const headEnd = answer.indexOf(END_OF_HEAD);
  if (headEnd < 0) return null;
  const head = answer.toString('latin1', 0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const isWhole =
    length === undefined
      ? answer.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
      : answer.length >= headEnd + END_OF_HEAD.length + Number(length);
  return isWhole ? Number(head.slice(9, 12)) : null;
}

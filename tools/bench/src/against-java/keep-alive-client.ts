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
  #parts: Buffer[] = [];
  #length = 0;
  #head: Head | null = null;
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
    this.#parts.push(part);
    this.#length += part.length;
    this.#head ??= readHead(this.#parts.length === 1 ? part : Buffer.concat(this.#parts));
    if (this.#head === null || !this.#isWhole(this.#head, part)) return;
    const { status } = this.#head;
    this.#parts = [];
    this.#length = 0;
    this.#head = null;
    this.#take()?.resolve(status);
  }

  #isWhole({ wholeLength }: Head, last: Buffer): boolean {
    if (wholeLength !== null) return this.#length >= wholeLength;
    const end = last.length >= LAST_CHUNK.length ? last : Buffer.concat(this.#parts);
    return end.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }

  #take(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}

interface Head {
  readonly status: number;
  /** Of head and body; null: the answer comes in chunks. */
  readonly wholeLength: number | null;
}

/** null while there is more of it to come. */
function readHead(answer: Buffer): Head | null {
  const headEnd = answer.indexOf(END_OF_HEAD);
  if (headEnd < 0) return null;
  const head = answer.toString('latin1', 0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  const wholeLength = length === undefined ? null : headEnd + END_OF_HEAD.length + Number(length);
  return { status: Number(head.slice(9, 12)), wholeLength };
}

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a port of loopback that can be cut. */
export interface TcpProxy {
  readonly port: number;
  /**
   * `reset`: connections break, and new ones are refused. `hold`: they stay, new ones included, and nothing comes through until `heal`,
   * which lets everything go on that was on its way.
   */
  cut(how: Cut): void;
  heal(): void;
  /** Breaks what it does not admit, now and from now on; null: it admits all. */
  admitOnly(admits: ((clientPort: number) => Promise<boolean>) | null): Promise<void>;
  close(): Promise<void>;
}

export type Cut = 'reset' | 'hold';

export interface TcpProxyOptions {
  readonly targetPort: () => number;
  /** Sees what a client sends before it goes on, and may cut the way for it. */
  readonly tap?: (bytes: Buffer) => void;
}

interface Pair {
  readonly client: Socket;
  server: Socket | null;
  /** What came while nothing may come through. */
  held: Buffer[];
}

export async function startTcpProxy({ targetPort, tap }: TcpProxyOptions): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let state: Cut | null = null;
  let admits: ((clientPort: number) => Promise<boolean>) | null = null;

  function accept(client: Socket): void {
    const pair: Pair = { client, server: null, held: [] };
    client.on('error', () => undefined);
    if (state === 'reset') return void client.resetAndDestroy();
    pairs.add(pair);
    client.once('close', () => drop(pair));
    // What is not admitted is broken before its first byte goes on.
    client.pause();
    void admit(pair);
  }

  async function admit(pair: Pair): Promise<void> {
    if (admits !== null && !(await admits(pair.client.remotePort!))) return drop(pair);
    if (state !== 'hold' && pairs.has(pair)) join(pair);
  }

  function join(pair: Pair): void {
    const server = connect({ host: '127.0.0.1', port: targetPort(), noDelay: true });
    pair.server = server;
    pair.client.setNoDelay(true);
    server.on('error', () => undefined);
    server.once('close', () => drop(pair));
    pair.client.on('data', (bytes: Buffer) => {
      tap?.(bytes);
      // The tap may have cut this way.
      if (state === 'hold') pair.held.push(bytes);
      else if (!server.write(bytes)) pair.client.pause();
    });
    server.on('drain', () => state !== 'hold' && pair.client.resume());
    server.on('data', (bytes: Buffer) => {
      if (!pair.client.write(bytes)) server.pause();
    });
    pair.client.on('drain', () => state !== 'hold' && server.resume());
    pair.client.resume();
  }

  function drop(pair: Pair): void {
    pairs.delete(pair);
    for (const socket of [pair.client, pair.server]) if (socket?.destroyed === false) socket.resetAndDestroy();
  }

  const server = createServer(accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut(how) {
      state = how;
      for (const pair of pairs) {
        if (how === 'reset') drop(pair);
        else for (const socket of [pair.client, pair.server]) socket?.pause();
      }
    },
    heal() {
      state = null;
      for (const pair of pairs) {
        if (pair.server === null) {
          void admit(pair);
          continue;
        }
        for (const bytes of pair.held.splice(0)) pair.server.write(bytes);
        for (const socket of [pair.client, pair.server]) socket.resume();
      }
    },
    async admitOnly(next) {
      admits = next;
      if (next === null) return;
      await Promise.all([...pairs].map(async (pair) => !(await next(pair.client.remotePort!)) && drop(pair)));
    },
    async close() {
      for (const pair of pairs) drop(pair);
      server.close();
      await once(server, 'close');
    },
  };
}

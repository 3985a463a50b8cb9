import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { AnswerReader } from './answer-reader.ts';

const keepAliveMs = 60_000;

export interface SocketOptions {
  readonly host: string;
  readonly port: number;
  /** null: without TLS. */
  readonly ssl: ConnectionOptions | null;
  readonly onConnect: () => void;
}

/**
 * Opens a socket to a broker. Without TLS, its `data` events bring whole answers, each with its size in front and in memory of its own.
 */
export function openSocket({ host, port, ssl, onConnect }: SocketOptions): Socket {
  const socket = ssl ? openTls(host, port, ssl, onConnect) : openPlain(host, port, onConnect);
  socket.setKeepAlive(true, keepAliveMs);
  return socket;
}

function openTls(host: string, port: number, ssl: ConnectionOptions, onConnect: () => void): Socket {
  return connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect);
}

function openPlain(host: string, port: number, onConnect: () => void): Socket {
  const reader = new AnswerReader((answer) => socket.emit('data', answer));
  const onread = {
    buffer: reader.room,
    callback(length: number, bytes: Uint8Array): boolean {
      reader.take(length, bytes);
      return true;
    },
  };
  const socket: Socket = connect({ host, port, onread }, onConnect);
  return socket;
}

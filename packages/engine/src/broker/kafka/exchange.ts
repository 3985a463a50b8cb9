import type { Socket } from 'node:net';
import { kafkajs } from './kafkajs-internals.ts';
import type { KafkajsConnection } from './kafkajs-internals.ts';

/** A request, its header not yet written. */
export interface WireMessage {
  readonly apiKey: number;
  readonly apiName: string;
  readonly apiVersion: number;
  /** The body in pieces. */
  readonly parts: readonly Buffer[];
  readonly expectsAnswer: boolean;
  /** null: the client's. */
  readonly timeoutMs: number | null;
}

/**
 * Sends a request and resolves with its answer (null where none is expected), as `send` of kafkajs's connections does, in their
 * queues and with their time limits; but what is sent is written to the socket as it is, where they would copy it three times.
 */
export async function exchange(connection: KafkajsConnection, message: WireMessage): Promise<Buffer | null> {
  if (!connection.isAuthenticated()) await connection.authenticate();
  connection.failIfNotConnected();
  const { apiKey, apiName, apiVersion } = message;
  const correlationId = connection.nextCorrelationId();
  const { payload } = await new Promise<{ readonly payload: Buffer | null }>((resolve, reject) => {
    connection.requestQueue.push({
      entry: { apiKey, apiName, apiVersion, correlationId, resolve, reject },
      expectResponse: message.expectsAnswer,
      requestTimeout: message.timeoutMs,
      sendRequest() {
        const { socket, clientId, host, port } = connection;
        if (socket !== undefined) return write(socket, message, headerOf(message, correlationId, clientId));
        // It was closed since: kafkajs says so to those who wait, but not always to who comes meanwhile.
        reject(new (kafkajs().KafkaJSConnectionError)('Closed connection', { broker: `${host}:${port}` }));
      },
    });
  });
  return payload;
}

function write(socket: Socket, { parts }: WireMessage, header: Buffer): void {
  socket.cork();
  socket.write(header);
  for (const part of parts) socket.write(part);
  socket.uncork();
}

const sizeBytes = 4;

/** Size, key, version, correlation id and client id: header version 1. */
export function headerOf({ apiKey, apiVersion, parts }: WireMessage, correlationId: number, clientId: string): Buffer {
  const idBytes = Buffer.byteLength(clientId);
  const header = Buffer.allocUnsafe(sizeBytes + 10 + idBytes);
  const body = parts.reduce((sum, { length }) => sum + length, 0);
  header.writeInt32BE(header.length - sizeBytes + body, 0);
  header.writeInt16BE(apiKey, 4);
  header.writeInt16BE(apiVersion, 6);
  header.writeInt32BE(correlationId, 8);
  header.writeInt16BE(idBytes, 12);
  header.write(clientId, 14);
  return header;
}

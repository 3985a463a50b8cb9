import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type * as kafkajsTypes from 'kafkajs';
import { openSocket } from './open-socket.ts';

/*
 * The one place that knows kafkajs from inside. Its public clients choose partitions, group records, encode them one by one and
 * rejoin groups without asking; the layer below them (connections, TLS, SASL, API versions, the pool of brokers, throttling) is
 * what this driver stands on. The version is pinned exactly, and the paths below are those of that version.
 */

const require = createRequire(import.meta.url);

/** One socket, and what waits for answers on it. */
export interface KafkajsConnection {
  readonly clientId: string;
  readonly host: string;
  readonly port: number;
  /** undefined: it was closed. */
  readonly socket: Socket | undefined;
  readonly requestQueue: {
    push(request: QueuedRequest): void;
    maybeThrottle(ms: number): void;
  };
  isAuthenticated(): boolean;
  authenticate(): Promise<void>;
  /** Throws when there is no socket. */
  failIfNotConnected(): void;
  nextCorrelationId(): number;
  rejectRequests(error: Error): void;
}

/** A request in the form that kafkajs's connections keep it. */
export interface QueuedRequest {
  readonly entry: {
    readonly apiKey: number;
    readonly apiName: string;
    readonly apiVersion: number;
    readonly correlationId: number;
    /** `payload`: the answer without its correlation id; null if none is expected. */
    readonly resolve: (answer: { readonly payload: Buffer | null }) => void;
    readonly reject: (error: unknown) => void;
  };
  readonly expectResponse: boolean;
  readonly requestTimeout: number | null;
  readonly sendRequest: () => void;
}

export interface KafkajsConnectionPool {
  readonly host: string;
  readonly port: number;
  readonly pool: readonly KafkajsConnection[];
  /** Connects if need be. */
  getConnectionByRequest(request: { readonly request: { readonly apiKey: number } }): Promise<KafkajsConnection>;
}

/** One node of the cluster, with its connections: one for fetching, one for all else. */
export interface KafkajsBroker {
  readonly nodeId: number | null;
  readonly versions: Readonly<Record<number, { readonly minVersion: number; readonly maxVersion: number }>> | null;
  readonly connectionPool: KafkajsConnectionPool;
  metadata: (wanted: unknown) => Promise<unknown>;
  disconnect(): Promise<void>;
}

export interface KafkajsBrokerPool {
  createBroker: (options: unknown) => KafkajsBroker;
  connect(): Promise<void>;
  findConnectedBroker(): Promise<KafkajsBroker>;
  findBroker(node: { readonly nodeId: number }): Promise<KafkajsBroker>;
  refreshMetadata(wanted: unknown): Promise<void>;
  metadata: unknown;
  readonly brokers: Readonly<Record<string, KafkajsBroker>>;
  readonly seedBroker: KafkajsBroker | undefined;
}

interface KafkajsCluster {
  readonly brokerPool: KafkajsBrokerPool;
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a kafkajs client is told; see its documentation. */
export interface KafkajsClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl: object | null;
  readonly sasl: object | null;
  readonly connectionTimeout: number;
  readonly authenticationTimeout: number;
  readonly reauthenticationThreshold: number;
  readonly requestTimeout: number;
  readonly maxInFlightRequests: number | null;
}

/** One line of kafkajs's log. */
export interface KafkajsLogEntry {
  readonly namespace: string;
  readonly level: number;
  readonly log: Readonly<Record<string, unknown>> & { readonly message: string };
}

interface RequestQueue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

let loaded: typeof kafkajsTypes | null = null;

/** kafkajs's public face; read on first use. */
export function kafkajs(): typeof kafkajsTypes {
  if (loaded === null) {
    loaded = require('kafkajs') as typeof kafkajsTypes;
    mendRequestQueue();
    mendConnection();
    shortenReceiving();
  }
  return loaded;
}

/** A cluster as kafkajs's own clients use it. */
export function createKafkajsCluster(options: KafkajsClientOptions, log: (entry: KafkajsLogEntry) => void): KafkajsCluster {
  const { logLevel } = kafkajs();
  const Cluster = require('kafkajs/src/cluster') as new (options: object) => KafkajsCluster;
  const { createLogger } = require('kafkajs/src/loggers') as { createLogger: (options: object) => object };
  return new Cluster({
    ...options,
    logger: createLogger({ level: logLevel.INFO, logCreator: () => log }),
    socketFactory: openSocket,
    enforceRequestTimeout: true,
    metadataMaxAge: Number.MAX_SAFE_INTEGER,
    allowAutoTopicCreation: false,
    // What can be repeated is repeated by this driver, which knows what it repeats.
    retry: { retries: 0, initialRetryTime: 50, maxRetryTime: 100 },
  });
}

const checkIntervalMs = 10;

/**
 * kafkajs looks after requests that wait by a timer whose delay is negative unless the broker throttles, which Node warns about, and
 * sets it even when nothing waits. Here it is set only when something does, and its delay is never negative.
 */
function mendRequestQueue(): void {
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      Math.max(this.throttledUntil - Date.now(), checkIntervalMs),
    );
  };
}

interface Connection {
  socket?: unknown;
  connect(): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

/**
 * Two requests that find a connection closed both connect it, and kafkajs then writes to a socket that is not there yet and forgets the
 * other one: here they wait for the same attempt. And it ends the same socket again and again while a broker is away, which makes
 * the socket's listeners more and more: here a socket that was ended is forgotten.
 */
function mendConnection(): void {
  const { prototype } = require('kafkajs/src/network/connection') as { prototype: Connection };
  const connecting = new WeakMap<Connection, Promise<unknown>>();
  const connect = Reflect.get(prototype, 'connect');
  const disconnect = Reflect.get(prototype, 'disconnect');
  prototype.connect = function connectOnce(this: Connection): Promise<unknown> {
    const known = connecting.get(this);
    if (known !== undefined) return known;
    const attempt = connect.call(this).finally(() => connecting.delete(this));
    connecting.set(this, attempt);
    return attempt;
  };
  prototype.disconnect = async function disconnectOnce(this: Connection): Promise<unknown> {
    const { socket } = this;
    const done = await disconnect.call(this);
    if (this.socket === socket) delete this.socket;
    return done;
  };
}

interface ReceivingConnection {
  /** Who waits for the answer of an authentication. */
  readonly authHandlers: unknown;
  /** Of an answer that is not whole. */
  readonly bytesBuffered: number;
  readonly requestQueue: {
    fulfillRequest(answer: { readonly correlationId: number; readonly payload: Buffer; readonly size: number }): void;
  };
  processData(data: Buffer): void;
}

const sizeBytes = 4;
const correlationIdBytes = 4;

/** kafkajs copies all that a connection brings; an answer that comes whole is handed over as it is. */
function shortenReceiving(): void {
  const { prototype } = require('kafkajs/src/network/connection') as { prototype: ReceivingConnection };
  const processData = Reflect.get(prototype, 'processData');
  prototype.processData = function receive(this: ReceivingConnection, data: Buffer): void {
    const size = data.length - sizeBytes;
    const isWhole = size >= correlationIdBytes && data.readInt32BE(0) === size;
    if (!isWhole || this.authHandlers || this.bytesBuffered > 0) {
      processData.call(this, data);
      return;
    }
    const correlationId = data.readInt32BE(sizeBytes);
    this.requestQueue.fulfillRequest({ size, correlationId, payload: data.subarray(sizeBytes + correlationIdBytes) });
  };
}

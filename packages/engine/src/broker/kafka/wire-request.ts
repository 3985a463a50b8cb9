import { InternalError } from '../../model/errors.ts';
import { exchange } from './exchange.ts';
import type { KafkajsBroker } from './kafkajs-internals.ts';
import { WireReader, WireWriter } from './wire.ts';

/** A request of Kafka's protocol and how its answer is read. */
export interface WireRequest<T> {
  readonly name: string;
  readonly key: number;
  /** Versions that we speak; the newest that the broker speaks too is taken. */
  readonly versions: readonly [oldest: number, newest: number];
  readonly write: (writer: WireWriter, version: number) => void;
  readonly read: (reader: WireReader, version: number) => T;
  /** How long the broker may take; else the client's `request.timeout.ms`. */
  readonly timeoutMs?: number;
  /** How long the broker wants to be left alone after this answer. */
  readonly throttleMs?: (answer: T) => number;
  /** The broker does not answer: a produce request with acks=0. */
  readonly answer?: 'none';
}

/** Sends over kafkajs's connections. Rejects with errors of kafkajs; what the answer says of errors is for the caller to judge. */
export async function sendRequest<T>(broker: KafkajsBroker, request: WireRequest<T>): Promise<T | undefined> {
  const apiVersion = chooseVersion(broker, request);
  const connection = await broker.connectionPool.getConnectionByRequest({ request: { apiKey: request.key } });
  const writer = new WireWriter();
  request.write(writer, apiVersion);
  const answer = await exchange(connection, {
    apiKey: request.key,
    apiName: request.name,
    apiVersion,
    parts: writer.parts(),
    expectsAnswer: request.answer !== 'none',
    timeoutMs: request.timeoutMs ?? null,
  });
  if (answer === null) return undefined;
  const value = request.read(new WireReader(answer), apiVersion);
  connection.requestQueue.maybeThrottle(request.throttleMs?.(value) ?? 0);
  return value;
}

function chooseVersion<T>(broker: KafkajsBroker, { name, key, versions: [oldest, newest] }: WireRequest<T>): number {
  const theirs = broker.versions?.[key];
  const version = Math.min(newest, theirs?.maxVersion ?? -1);
  if (version >= oldest && version >= (theirs?.minVersion ?? 0)) return version;
  throw new InternalError(
    `The Kafka broker ${broker.connectionPool.host}:${broker.connectionPool.port} does not know ${name} in version ${oldest}` +
      (newest === oldest ? '' : ` to ${newest}`) +
      '; Kafka 2.5 or newer is needed',
  );
}

import { InternalError } from '../../model/errors.ts';
import { encoded } from './kafkajs-internals.ts';
import type { KafkajsBroker, KafkajsRequest } from './kafkajs-internals.ts';
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
  const version = chooseVersion(broker, request);
  const sent: KafkajsRequest<T> = {
    request: {
      apiKey: request.key,
      apiVersion: version,
      apiName: request.name,
      expectResponse: () => request.answer !== 'none',
      encode: async () => {
        const writer = new WireWriter();
        request.write(writer, version);
        return encoded(writer.finish());
      },
    },
    response: {
      decode: async (bytes) => {
        const value = request.read(new WireReader(bytes), version);
        return { value, clientSideThrottleTime: request.throttleMs?.(value) ?? 0 };
      },
      parse: async ({ value }) => value,
    },
    requestTimeout: request.timeoutMs ?? null,
  };
  return broker.connectionPool.send(sent);
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

import type { NewTopic } from '../broker.ts';
import type { TopicPartition } from '../records.ts';
import { readByTopic, writeByTopic } from './group-requests.ts';
import type { WireRequest } from './wire-request.ts';

export interface TopicError {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export function createTopicRequest(topic: NewTopic, timeoutMs: number): WireRequest<TopicError> {
  return {
    name: 'CreateTopics',
    key: 19,
    versions: [4, 4],
    write: (to) => {
      to.array([topic], ({ name, partitions, replicationFactor, configs }) => {
        to.string(name)
          .int32(partitions)
          .int16(replicationFactor ?? -1)
          .int32(0);
        to.array(Object.entries(configs), ([key, value]) => to.string(key).string(value));
      });
      to.int32(timeoutMs).bool(false);
    },
    read: (from) => {
      from.int32(); // throttle time
      const [answer] = from.array(() => {
        from.string();
        return { errorCode: from.int16(), errorMessage: from.nullableString() };
      });
      return answer!;
    },
  };
}

export function deleteTopicRequest(name: string, timeoutMs: number): WireRequest<number> {
  return {
    name: 'DeleteTopics',
    key: 20,
    versions: [1, 1],
    write: (to) => void to.array([name], (topic) => to.string(topic)).int32(timeoutMs),
    read: (from) => {
      from.int32(); // throttle time
      const [code] = from.array(() => {
        from.string();
        return from.int16();
      });
      return code!;
    },
  };
}

const topicResource = 2;

/** A topic's configs, those of the broker's defaults included; secrets are left out. */
export function describeConfigsRequest(topic: string): WireRequest<TopicError & { readonly configs: Map<string, string> }> {
  return {
    name: 'DescribeConfigs',
    key: 32,
    versions: [1, 1],
    write: (to) => {
      to.array([topic], (name) => to.int8(topicResource).string(name).int32(-1)).bool(false);
    },
    read: (from) => {
      from.int32(); // throttle time
      const [answer] = from.array(() => {
        const errorCode = from.int16();
        const errorMessage = from.nullableString();
        from.int8();
        from.string();
        const entries = from.array((): [string, string | null] => {
          const entry: [string, string | null] = [from.string(), from.nullableString()];
          from.bool(); // read-only
          from.int8(); // source
          from.bool(); // sensitive
          from.array(() => {
            from.string();
            from.nullableString();
            from.int8();
          });
          return entry;
        });
        const configs = new Map(entries.filter((entry): entry is [string, string] => entry[1] !== null));
        return { errorCode, errorMessage, configs };
      });
      return answer!;
    },
  };
}

/** A time in milliseconds, or one of these. */
export const offsetAt = { latest: -1, earliest: -2 } as const;

export interface WantedOffset extends TopicPartition {
  readonly timestamp: number;
}

/** The offset of the first record that is not older; -1: there is none. */
export function listOffsetsRequest(
  wanted: readonly WantedOffset[],
  readsCommitted: boolean,
): WireRequest<readonly (TopicPartition & { readonly errorCode: number; readonly offset: number })[]> {
  return {
    name: 'ListOffsets',
    key: 2,
    versions: [2, 2],
    write: (to) => {
      to.int32(-1).int8(readsCommitted ? 1 : 0);
      writeByTopic(to, wanted, ({ partition, timestamp }) => to.int32(partition).int64(timestamp));
    },
    read: (from) => {
      from.int32(); // throttle time
      return readByTopic(from, (topic) => {
        const partition = from.int32();
        const errorCode = from.int16();
        from.int64(); // timestamp
        return { topic, partition, errorCode, offset: from.int64() };
      });
    },
  };
}

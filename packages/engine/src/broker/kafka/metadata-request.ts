import type { WireRequest } from './wire-request.ts';

export interface MetadataWanted {
  /** null: all topics; none: only the brokers. */
  readonly topics: readonly string[] | null;
  /** Topics that are not there are created, if the broker does that. */
  readonly create: boolean;
}

export interface TopicMetadata {
  readonly name: string;
  readonly errorCode: number;
  readonly isInternal: boolean;
  /** By partition; leader -1: none at the moment. */
  readonly leaders: readonly number[];
  /** The nodes that have a replica, by partition. */
  readonly replicas: readonly (readonly number[])[];
}

export interface ClusterMetadata {
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly {
    readonly nodeId: number;
    readonly host: string;
    readonly port: number;
    readonly rack: string | null;
  }[];
  readonly topics: readonly TopicMetadata[];
}

export function metadataRequest({ topics, create }: MetadataWanted): WireRequest<ClusterMetadata> {
  return {
    name: 'Metadata',
    key: 3,
    versions: [4, 4],
    write: (to) => void to.array(topics, (topic) => to.string(topic)).bool(create),
    read: (from) => {
      from.int32(); // throttle time
      const brokers = from.array(() => ({
        nodeId: from.int32(),
        host: from.string(),
        port: from.int32(),
        rack: from.nullableString(),
      }));
      const clusterId = from.string();
      const controllerId = from.int32();
      const readTopic = (): TopicMetadata => {
        const errorCode = from.int16();
        const name = from.string();
        const isInternal = from.bool();
        const leaders: number[] = [];
        const replicas: number[][] = [];
        from.array(() => {
          from.int16(); // error code: a partition without a leader has -1 as its leader
          const partition = from.int32();
          leaders[partition] = from.int32();
          replicas[partition] = from.array(() => from.int32());
          from.array(() => from.int32()); // in sync
        });
        return { name, errorCode, isInternal, leaders, replicas };
      };
      return { clusterId, controllerId, brokers, topics: from.array(readTopic) };
    },
  };
}

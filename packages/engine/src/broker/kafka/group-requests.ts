import type { GroupOffset, TopicPartition } from '../records.ts';
import type { WireReader, WireWriter } from './wire.ts';
import type { WireRequest } from './wire-request.ts';

export type CoordinatorType = 'group' | 'transaction';

export function coordinatorRequest(
  type: CoordinatorType,
  key: string,
): WireRequest<{ readonly errorCode: number; readonly errorMessage: string | null; readonly nodeId: number }> {
  return {
    name: 'FindCoordinator',
    key: 10,
    versions: [1, 1],
    write: (to) => void to.string(key).int8(type === 'group' ? 0 : 1),
    read: (from) => {
      from.int32(); // throttle time
      return { errorCode: from.int16(), errorMessage: from.nullableString(), nodeId: from.int32() };
    },
  };
}

/** Which member speaks, of which generation. */
export interface MemberIdentity {
  readonly groupId: string;
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly generation: number;
}

export interface JoinOptions {
  readonly groupId: string;
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocolType: string;
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
}

export interface JoinedMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly metadata: Buffer;
}

export interface JoinAnswer {
  readonly errorCode: number;
  readonly generation: number;
  readonly protocol: string;
  readonly leaderId: string;
  readonly memberId: string;
  /** Only the leader is told. */
  readonly members: readonly JoinedMember[];
}

/** Time for the answer to arrive after the broker has let go of it. */
const networkMs = 5000;

export function joinRequest(options: JoinOptions): WireRequest<JoinAnswer> {
  return {
    name: 'JoinGroup',
    key: 11,
    versions: [5, 5],
    timeoutMs: options.rebalanceTimeoutMs + networkMs,
    write: (to) => {
      to.string(options.groupId).int32(options.sessionTimeoutMs).int32(options.rebalanceTimeoutMs);
      to.string(options.memberId).string(options.instanceId).string(options.protocolType);
      to.array(options.protocols, ({ name, metadata }) => to.string(name).bytes(metadata));
    },
    read: (from) => {
      from.int32(); // throttle time
      return {
        errorCode: from.int16(),
        generation: from.int32(),
        protocol: from.string(),
        leaderId: from.string(),
        memberId: from.string(),
        members: from.array(() => ({ memberId: from.string(), instanceId: from.nullableString(), metadata: from.bytes() })),
      };
    },
  };
}

export function syncRequest(
  { groupId, generation, memberId, instanceId }: MemberIdentity,
  assignments: ReadonlyMap<string, Uint8Array>,
  timeoutMs: number,
): WireRequest<{ readonly errorCode: number; readonly assignment: Buffer }> {
  return {
    name: 'SyncGroup',
    key: 14,
    versions: [3, 3],
    timeoutMs: timeoutMs + networkMs,
    write: (to) => {
      to.string(groupId).int32(generation).string(memberId).string(instanceId);
      to.array([...assignments], ([member, assignment]) => to.string(member).bytes(assignment));
    },
    read: (from) => {
      from.int32(); // throttle time
      return { errorCode: from.int16(), assignment: from.bytes() };
    },
  };
}

export function heartbeatRequest({ groupId, generation, memberId, instanceId }: MemberIdentity): WireRequest<number> {
  return {
    name: 'Heartbeat',
    key: 12,
    versions: [3, 3],
    write: (to) => void to.string(groupId).int32(generation).string(memberId).string(instanceId),
    read: readErrorCode,
  };
}

export function leaveRequest(groupId: string, memberId: string): WireRequest<number> {
  return {
    name: 'LeaveGroup',
    key: 13,
    versions: [1, 1],
    write: (to) => void to.string(groupId).string(memberId),
    read: readErrorCode,
  };
}

/** An error code for each partition. */
export type PartitionErrors = readonly (TopicPartition & { readonly errorCode: number })[];

/** With generation -1 and no member id: from outside, which a group with members refuses. */
export function commitRequest(
  member: Omit<MemberIdentity, 'instanceId'>,
  offsets: readonly GroupOffset[],
): WireRequest<PartitionErrors> {
  return {
    name: 'OffsetCommit',
    key: 8,
    versions: [2, 2],
    write: (to) => {
      to.string(member.groupId).int32(member.generation).string(member.memberId).int64(-1n);
      writeOffsets(to, offsets);
    },
    read: readPartitionErrors,
  };
}

export interface FetchedOffsets {
  readonly errorCode: number;
  readonly offsets: readonly (GroupOffset & { readonly errorCode: number })[];
}

/**
 * null: all that the group has. An offset of -1: none. While a transaction that commits offsets is not decided, the answer is an
 * error that passes.
 */
export function fetchOffsetsRequest(groupId: string, partitions: readonly TopicPartition[] | null): WireRequest<FetchedOffsets> {
  return {
    name: 'OffsetFetch',
    key: 9,
    versions: [7, 7],
    write: (to) => {
      // This version writes lengths in another way, and has fields with tags: none, in the header as well.
      to.noTags().compactString(groupId);
      const topics = partitions === null ? null : groupByTopic(partitions);
      to.compactArray(topics, ([topic, places]) => {
        to.compactString(topic);
        to.compactArray(places, ({ partition }) => to.int32(partition)).noTags();
      });
      to.bool(true).noTags();
    },
    read: (from) => {
      from.skipTags();
      from.int32(); // throttle time
      const offsets = from.compactArray(() => {
        const topic = from.compactString();
        const ofTopic = from.compactArray(() => {
          const partition = from.int32();
          const offset = from.bigint();
          from.int32(); // leader epoch
          from.compactString(); // metadata
          const errorCode = from.int16();
          from.skipTags();
          return { topic, partition, offset, errorCode };
        });
        from.skipTags();
        return ofTopic;
      });
      return { offsets: offsets.flat(), errorCode: from.int16() };
    },
  };
}

export function deleteOffsetsRequest(
  groupId: string,
  partitions: readonly TopicPartition[],
): WireRequest<{ readonly errorCode: number; readonly partitions: PartitionErrors }> {
  return {
    name: 'OffsetDelete',
    key: 47,
    versions: [0, 0],
    write: (to) => writeByTopic(to.string(groupId), partitions, ({ partition }) => to.int32(partition)),
    read: (from) => {
      const errorCode = from.int16();
      from.int32(); // throttle time
      return {
        errorCode,
        partitions: readByTopic(from, (topic) => ({ topic, partition: from.int32(), errorCode: from.int16() })),
      };
    },
  };
}

export function deleteGroupRequest(groupId: string): WireRequest<number> {
  return {
    name: 'DeleteGroups',
    key: 42,
    versions: [0, 0],
    write: (to) => void to.array([groupId], (group) => to.string(group)),
    read: (from) => {
      from.int32(); // throttle time
      const codes = from.array(() => {
        from.string();
        return from.int16();
      });
      return codes[0] ?? 0;
    },
  };
}

export interface DescribedGroup {
  readonly errorCode: number;
  /** What kind of members it has; empty: none. */
  readonly protocolType: string;
  readonly members: readonly { readonly memberId: string; readonly clientId: string }[];
}

export function describeGroupRequest(groupId: string): WireRequest<DescribedGroup> {
  return {
    name: 'DescribeGroups',
    key: 15,
    versions: [1, 1],
    write: (to) => void to.array([groupId], (group) => to.string(group)),
    read: (from) => {
      from.int32(); // throttle time
      const [group] = from.array(() => {
        const errorCode = from.int16();
        from.string(); // group id
        from.string(); // state
        const protocolType = from.string();
        from.string(); // protocol
        const members = from.array(() => {
          const member = { memberId: from.string(), clientId: from.string() };
          from.string(); // host
          from.bytes(); // metadata
          from.bytes(); // assignment
          return member;
        });
        return { errorCode, protocolType, members };
      });
      return group!;
    },
  };
}

export function writeOffsets(to: WireWriter, offsets: readonly GroupOffset[]): void {
  writeByTopic(to, offsets, ({ partition, offset }) => to.int32(partition).int64(offset).string(''));
}

export function readPartitionErrors(from: WireReader): PartitionErrors {
  return readByTopic(from, (topic) => ({ topic, partition: from.int32(), errorCode: from.int16() }));
}

/** An array of topics with an array of partitions each. */
export function writeByTopic<T extends { readonly topic: string }>(
  to: WireWriter,
  items: readonly T[],
  write: (item: T) => void,
): void {
  to.array(groupByTopic(items), ([topic, partitions]) => to.string(topic).array(partitions, write));
}

function groupByTopic<T extends { readonly topic: string }>(items: readonly T[]): [string, T[]][] {
  const topics = new Map<string, T[]>();
  for (const item of items) {
    const known = topics.get(item.topic);
    if (known === undefined) topics.set(item.topic, [item]);
    else known.push(item);
  }
  return [...topics];
}

export function readByTopic<T>(from: WireReader, read: (topic: string) => T): T[] {
  return from
    .array(() => {
      const topic = from.string();
      return from.array(() => read(topic));
    })
    .flat();
}

function readErrorCode(from: WireReader): number {
  from.int32(); // throttle time
  return from.int16();
}

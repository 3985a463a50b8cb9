import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, FencedError, InternalError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { GroupView, Membership, MembershipOptions } from '../broker.ts';
import { GroupMember } from './group-member.ts';
import type { Joined } from './group-member.ts';
import type { JoinedMember } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { describeGroup } from './leftover-members.ts';
import { hasType, toEngineError } from './kafka-errors.ts';

/** What a worker tells the leader. */
interface WorkerData {
  readonly workerId: string;
  readonly url: string;
}

/** A member of the group, and its connections. */
interface Place {
  readonly member: GroupMember;
  readonly cluster: KafkaCluster;
  readonly beats: KafkaCluster;
}

/** What the leader tells everybody: the members. Tasks are not shared out here. */
type GroupData = readonly (readonly [memberId: string, worker: WorkerData])[];

const protocolType = 'millrace';
const protocolName = 'workers';
const javaProtocolType = 'connect';
const retryPauseMs = 1000;
/** How much of its session a member may go on without an answer. */
const leaseShare = 2 / 3;
/** How much later than its session the broker may let go of a member. */
const expiryMs = 2000;

/**
 * One of the workers of a group, which elects a leader and notices who is gone. The group is the one that Java's workers would join
 * with the same `group.id`; the broker keeps the two kinds apart.
 */
export class KafkaMembership implements Membership {
  readonly #connect: () => KafkaCluster;
  readonly #options: MembershipOptions;
  readonly #logger: Logger;
  #place: Place | null = null;
  #view: GroupView | null = null;
  #joining: Promise<void> = Promise.resolve();
  #isJoining = false;

  constructor(connect: () => KafkaCluster, options: MembershipOptions, logger: Logger) {
    this.#connect = connect;
    this.#options = options;
    this.#logger = logger;
  }

  async awaitFree(): Promise<void> {
    const { groupId } = this.#options;
    const cluster = this.#connect();
    try {
      const endMs = performance.now() + cluster.settings.membership.sessionTimeoutMs + expiryMs;
      let kind = await kindOfOthers(cluster, groupId);
      if (kind !== null)
        this.#logger.info(`The group ${groupId} has members of another kind; if they have died, they go in a moment`);
      while (kind !== null && performance.now() < endMs) {
        await delay(retryPauseMs);
        kind = await kindOfOthers(cluster, groupId);
      }
      if (kind !== null) throw heldByOthers(groupId, kind);
    } catch (error) {
      throw toEngineError(error);
    } finally {
      await cluster.close();
    }
  }

  /** Rejects with ConflictError while members of another kind, such as Java's workers, hold the group. */
  async join(): Promise<void> {
    await this.leave();
    const place = this.#begin('');
    try {
      this.#apply(await this.#ask(place));
    } catch (error) {
      await this.leave();
      throw told(error, this.#options.groupId);
    }
  }

  view(): GroupView {
    if (this.#view === null) throw new InternalError('This worker is not in a group');
    return this.#view;
  }

  async confirm(): Promise<void> {
    if (this.#place === null) throw new FencedError('This worker is not in a group');
    try {
      await this.#place.member.confirm();
    } catch (error) {
      throw toEngineError(error);
    }
  }

  async leave(): Promise<void> {
    const place = this.#place;
    this.#place = null;
    this.#view = null;
    if (place === null) return;
    if (this.#isJoining) await place.member.stop();
    await this.#joining;
    await place.member.leave();
    await disconnect(place);
  }

  #begin(memberId: string): Place {
    const cluster = this.#connect();
    const beats = this.#connect();
    const { sessionTimeoutMs } = cluster.settings.membership;
    const member = new GroupMember(cluster, {
      groupId: this.#options.groupId,
      instanceId: null,
      memberId,
      ...cluster.settings.membership,
      protocolType,
      protocolName,
      metadata: async () => encode({ workerId: this.#options.workerId, url: this.#options.url } satisfies WorkerData),
      assign: async (members) => tellAll(members),
      beats,
      onAlive: (sentMs) => this.#options.onLease?.(sentMs + leaseShare * sessionTimeoutMs - performance.now()),
      onForgotten: () => this.#tellLost(),
      onSilence: () => {
        if (this.#view !== null) void member.stop();
      },
      onTrouble: (trouble) => {
        this.#joining = this.#joinAgain(trouble === 'lost' ? this.#beginAnew(place) : place);
      },
    });
    const place = { cluster, beats, member };
    this.#place = place;
    return place;
  }

  /** On new connections: what has not answered for so long may never do. */
  #beginAnew(place: Place): Place {
    this.#tellLost();
    void place.member.stop().then(() => disconnect(place));
    return this.#begin(place.member.memberId);
  }

  #tellLost(): void {
    if (this.#view !== null) this.#options.onLost?.();
  }

  async #ask({ member }: Place): Promise<Joined> {
    this.#isJoining = true;
    try {
      return await member.join();
    } finally {
      this.#isJoining = false;
    }
  }

  async #joinAgain(from: Place): Promise<void> {
    let place = from;
    while (this.#place === place) {
      try {
        const joined = await this.#ask(place);
        if (this.#place === place) this.#apply(joined);
        return;
      } catch (error) {
        if (this.#place !== place) return;
        this.#logger.error(`The group ${this.#options.groupId} cannot be joined again`, {
          error: told(error, this.#options.groupId),
        });
        await delay(retryPauseMs);
        if (this.#place === place) place = this.#beginAnew(place);
      }
    }
  }

  #apply({ identity, leaderId, assignment, changedAfterMs }: Joined): void {
    const members = new Map(assignment.length === 0 ? [] : (JSON.parse(assignment.toString()) as GroupData));
    const { memberId, generation } = identity;
    const view = { memberId, leaderId, generation, changedAgoMs: performance.now() - changedAfterMs, members };
    this.#view = view;
    this.#options.onChange(view);
  }
}

async function disconnect({ cluster, beats }: Place): Promise<void> {
  await Promise.all([cluster.close(), beats.close()]);
}

function tellAll(members: readonly JoinedMember[]): ReadonlyMap<string, Uint8Array> {
  const group: GroupData = members.map(({ memberId, metadata }) => [memberId, JSON.parse(metadata.toString()) as WorkerData]);
  const bytes = encode(group);
  return new Map(members.map(({ memberId }) => [memberId, bytes]));
}

function encode(data: unknown): Buffer {
  return Buffer.from(JSON.stringify(data));
}

/** What kind of members, other than Millrace's workers, the group has; null: none. */
async function kindOfOthers(cluster: KafkaCluster, groupId: string): Promise<string | null> {
  const group = await describeGroup(cluster, groupId);
  return group.members.length === 0 || group.protocolType === protocolType ? null : group.protocolType;
}

function told(error: unknown, groupId: string): Error {
  return hasType(error, 'INCONSISTENT_GROUP_PROTOCOL') ? heldByOthers(groupId, javaProtocolType, error) : toEngineError(error);
}

function heldByOthers(groupId: string, kind: string, cause?: unknown): ConflictError {
  const who = kind === javaProtocolType ? 'another Kafka Connect is' : `members of another kind (${kind}) are`;
  return new ConflictError(
    `This worker cannot join its group: ${who} still running in group ${groupId}. Stop it first, or give this worker another group.id.`,
    { cause },
  );
}

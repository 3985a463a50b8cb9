import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, FencedError, InternalError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { GroupView, Membership, MembershipOptions } from '../broker.ts';
import { GroupMember } from './group-member.ts';
import type { GroupTrouble, Joined } from './group-member.ts';
import { describeGroupRequest } from './group-requests.ts';
import type { JoinedMember } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, toEngineError } from './kafka-errors.ts';

/** What a worker tells the leader. */
interface WorkerData {
  readonly workerId: string;
  readonly url: string;
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
  #cluster: KafkaCluster | null = null;
  #beats: KafkaCluster | null = null;
  #member: GroupMember | null = null;
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
    const cluster = this.#connect();
    const beats = this.#connect();
    const { sessionTimeoutMs } = cluster.settings.membership;
    const member = new GroupMember(cluster, {
      groupId: this.#options.groupId,
      instanceId: null,
      ...cluster.settings.membership,
      protocolType,
      protocolName,
      metadata: async () => encode({ workerId: this.#options.workerId, url: this.#options.url } satisfies WorkerData),
      assign: async (members) => tellAll(members),
      beats,
      onAlive: (sentMs) => this.#options.onLease?.(sentMs + leaseShare * sessionTimeoutMs - performance.now()),
      onForgotten: () => {
        if (this.#view !== null) this.#options.onLost?.();
      },
      onSilence: () => void interrupt(cluster, beats),
      onTrouble: (trouble) => {
        this.#joining = this.#joinAgain(member, trouble);
      },
    });
    this.#cluster = cluster;
    this.#beats = beats;
    this.#member = member;
    try {
      this.#apply(await this.#ask(member));
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
    if (this.#member === null) throw new FencedError('This worker is not in a group');
    try {
      await this.#member.confirm();
    } catch (error) {
      throw toEngineError(error);
    }
  }

  async leave(): Promise<void> {
    const [member, cluster, beats] = [this.#member, this.#cluster, this.#beats];
    this.#member = null;
    this.#cluster = null;
    this.#beats = null;
    this.#view = null;
    if (member === null || cluster === null) return;
    if (this.#isJoining) await member.stop();
    await this.#joining;
    await member.leave();
    await Promise.all([cluster.close(), beats?.close()]);
  }

  async #ask(member: GroupMember): Promise<Joined> {
    this.#isJoining = true;
    try {
      return await member.join();
    } finally {
      this.#isJoining = false;
    }
  }

  async #joinAgain(member: GroupMember, trouble: GroupTrouble): Promise<void> {
    if (trouble === 'lost') {
      this.#options.onLost?.();
      // What has not answered for so long may never do.
      await interrupt(this.#cluster, this.#beats);
    }
    while (this.#member === member) {
      try {
        const joined = await this.#ask(member);
        if (this.#member === member) this.#apply(joined);
        return;
      } catch (error) {
        if (this.#member !== member) return;
        this.#logger.error(`The group ${this.#options.groupId} cannot be joined again`, {
          error: told(error, this.#options.groupId),
        });
        await delay(retryPauseMs);
      }
    }
  }

  #apply({ identity, leaderId, assignment }: Joined): void {
    const members = new Map(assignment.length === 0 ? [] : (JSON.parse(assignment.toString()) as GroupData));
    const view = { memberId: identity.memberId, leaderId, generation: identity.generation, members };
    this.#view = view;
    this.#options.onChange(view);
  }
}

/** What is under way is given up; connections are made anew. */
async function interrupt(...clusters: readonly (KafkaCluster | null)[]): Promise<void> {
  await Promise.all(clusters.map(async (cluster) => cluster?.interrupt()));
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
  const group = await cluster.retryingAtCoordinator('group', groupId, async () => {
    const answer = await cluster.sendToCoordinator('group', groupId, describeGroupRequest(groupId));
    checkCode(answer.errorCode, `Group ${groupId}`);
    return answer;
  });
  return group.members === 0 || group.protocolType === protocolType ? null : group.protocolType;
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

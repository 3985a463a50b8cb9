import { setTimeout as delay } from 'node:timers/promises';
import { FencedError, UnavailableError } from '../../model/errors.ts';
import { heartbeatRequest, joinRequest, leaveRequest, syncRequest } from './group-requests.ts';
import type { JoinAnswer, JoinedMember, MemberIdentity } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, isTransient, KafkaProtocolError } from './kafka-errors.ts';

/** `rebalance`: the group wants its members to join again. `lost`: the group goes on without this one. */
export type GroupTrouble = 'rebalance' | 'lost';

export interface GroupMemberOptions {
  readonly groupId: string;
  readonly instanceId: string | null;
  /** By which the group may know it from before; empty or left out: it is a new one. */
  readonly memberId?: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  readonly protocolType: string;
  readonly protocolName: string;
  /** What this member tells the leader; asked for at each join. */
  readonly metadata: () => Promise<Uint8Array>;
  /** Called when this member leads: what each member is told. */
  readonly assign: (members: readonly JoinedMember[]) => Promise<ReadonlyMap<string, Uint8Array>>;
  /** Once for each join at most. */
  readonly onTrouble: (trouble: GroupTrouble) => void;
  /** The group has answered a sign of life that was sent then, of `performance.now()`. */
  readonly onAlive?: (sentMs: number) => void;
  /** While it joined, the group did not know it any more; it goes on as a new member. */
  readonly onForgotten?: () => void;
  /** While it joins, the group has not answered for a session timeout. */
  readonly onSilence?: () => void;
  /**
   * Connections of their own for heartbeats, which then go on while the member joins: a broker answers one request of a connection
   * after the other, and keeps whoever joins waiting for all others.
   */
  readonly beats?: KafkaCluster;
}

export interface Joined {
  readonly identity: MemberIdentity;
  readonly leaderId: string;
  readonly assignment: Buffer;
  /** When the group was last known to be as it was before; of `performance.now()`. */
  readonly changedAfterMs: number;
}

const pauseMs = 100;
/** How long a group may take to answer what it answers at once. */
const promptMs = 1000;
/** For how long a member tries to say that it leaves. */
const farewellMs = 2000;

/** A member of a group: it joins, beats by a timer of its own whatever its owner is busy with, and leaves. */
export class GroupMember {
  readonly #cluster: KafkaCluster;
  readonly #beats: KafkaCluster;
  readonly #options: GroupMemberOptions;
  #memberId = '';
  #joined: Joined | null = null;
  /** As the group knows it; while it joins again, as it was known before. */
  #identity: MemberIdentity | null = null;
  #isJoining = false;
  /** The join that is under way. */
  #joining: Promise<Joined> | null = null;
  /** The group keeps the member waiting for others. */
  #isHeld = false;
  #beat: NodeJS.Timeout | null = null;
  #silence: NodeJS.Timeout | null = null;
  #wasTold = false;
  #isClosed = false;
  #lastAnsweredMs = 0;
  #calmMs: number | null = null;

  constructor(cluster: KafkaCluster, options: GroupMemberOptions) {
    this.#cluster = cluster;
    this.#beats = options.beats ?? cluster;
    this.#options = options;
    this.#memberId = options.memberId ?? '';
  }

  /** By which the group knows it; empty: it does not. */
  get memberId(): string {
    return this.#memberId;
  }

  /** null: not a member now. */
  get joined(): Joined | null {
    return this.#joined;
  }

  /** Joins, or joins again. Rejects when the group refuses this member for good, or when it is stopped meanwhile. */
  async join(): Promise<Joined> {
    const joining = this.#untilJoined();
    this.#joining = joining;
    try {
      return await joining;
    } finally {
      this.#joining = null;
    }
  }

  async #untilJoined(): Promise<Joined> {
    if (this.#beats === this.#cluster) this.#stopBeating();
    this.#isJoining = true;
    try {
      for (;;) {
        this.#checkOpen();
        try {
          this.#joined = await this.#joinOnce();
          this.#wasTold = false;
          return this.#joined;
        } catch (error) {
          await this.#mend(error);
        }
      }
    } finally {
      this.#isJoining = false;
    }
  }

  /** Rejects when the group goes on with another generation, or without this member, or does not answer. */
  async confirm(): Promise<void> {
    const { groupId } = this.#options;
    const identity = this.#joined?.identity;
    const what = `The place of this member in group ${groupId} is not confirmed`;
    if (identity === undefined) throw new FencedError(`${what}: it is no member now`);
    const sentMs = performance.now();
    const code = await this.#beats.retryingAtCoordinator('group', groupId, async () => {
      const answer = await this.#beats.sendToCoordinator('group', groupId, heartbeatRequest(identity));
      // It may join again with the same generation as long as the others have not.
      if (answer !== rebalanceInProgress) checkCode(answer, what);
      return answer;
    });
    if (this.#joined?.identity !== identity) throw new FencedError(`${what}: the group has changed`);
    if (this.#beat !== null) this.#answered(sentMs);
    if (code === rebalanceInProgress) this.#tell('rebalance');
  }

  /** Leaves in order; others need not wait for a timeout. What fails here is met by that timeout. */
  async leave(): Promise<void> {
    this.#isClosed = true;
    await this.leaveForNow();
  }

  /** Leaves, and may join again. */
  async leaveForNow(): Promise<void> {
    this.#forgetPlace();
    const { groupId, instanceId } = this.#options;
    // A static member comes back under its name.
    if (this.#memberId === '' || instanceId !== null) return;
    const request = leaveRequest(groupId, this.#memberId);
    this.#memberId = '';
    await this.#cluster
      .retryingAtCoordinator('group', groupId, () => this.#cluster.sendToCoordinator('group', groupId, request), {
        forMs: farewellMs,
      })
      .catch(() => undefined);
  }

  /**
   * No more attempts to join; one that is under way rejects. Waiting for others is given up with the connections, but not the answer
   * that says which member this is: the group would wait for one that nobody can tell it of.
   */
  async stop(): Promise<void> {
    this.#isClosed = true;
    this.#stopBeating();
    if (this.#joining === null) return;
    if (!this.#isHeld) await Promise.race([this.#joining.catch(() => undefined), delay(promptMs, undefined, { ref: false })]);
    if (this.#joining !== null) await this.#cluster.interrupt();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new UnavailableError(`The member of group ${this.#options.groupId} was closed`);
  }

  async #joinOnce(): Promise<Joined> {
    const { groupId, instanceId, assign } = this.#options;
    const answer = await this.#askToJoin();
    const identity = { groupId, instanceId, memberId: this.#memberId, generation: answer.generation };
    if (this.#beats !== this.#cluster) this.#startBeating(identity);
    const leads = answer.leaderId === this.#memberId;
    const assignments = leads ? await assign(answer.members) : new Map<string, Uint8Array>();
    const request = syncRequest(identity, assignments, this.#options.rebalanceTimeoutMs);
    const sentMs = performance.now();
    const { errorCode, assignment } = await this.#held(this.#cluster.sendToCoordinator('group', groupId, request));
    checkCode(errorCode, `The group ${groupId} cannot be joined`);
    this.#startBeating(identity);
    this.#answered(sentMs);
    const changedAfterMs = this.#calmMs ?? sentMs;
    this.#calmMs = sentMs;
    return { identity, leaderId: answer.leaderId, assignment, changedAfterMs };
  }

  async #askToJoin(): Promise<JoinAnswer> {
    const { groupId, instanceId, sessionTimeoutMs, rebalanceTimeoutMs, protocolType, protocolName } = this.#options;
    const protocols = [{ name: protocolName, metadata: await this.#options.metadata() }];
    const ask = (): Promise<JoinAnswer> => {
      const options = {
        groupId,
        memberId: this.#memberId,
        instanceId,
        sessionTimeoutMs,
        rebalanceTimeoutMs,
        protocolType,
        protocols,
      };
      return this.#cluster.sendToCoordinator('group', groupId, joinRequest(options));
    };
    const isKnown = this.#memberId !== '' || instanceId !== null;
    let answer = await (isKnown ? this.#held(ask()) : ask());
    if (hasType(new KafkaProtocolError(answer.errorCode, groupId), 'MEMBER_ID_REQUIRED')) {
      this.#memberId = answer.memberId;
      this.#checkOpen();
      answer = await this.#held(ask());
    }
    checkCode(answer.errorCode, `The group ${groupId} cannot be joined`);
    this.#memberId = answer.memberId;
    return answer;
  }

  async #held<T>(request: Promise<T>): Promise<T> {
    this.#isHeld = true;
    try {
      return await request;
    } finally {
      this.#isHeld = false;
    }
  }

  /** Throws what cannot be mended. */
  async #mend(error: unknown): Promise<void> {
    if (this.#isClosed) throw error;
    if (hasType(error, 'UNKNOWN_MEMBER_ID')) {
      this.#stopBeating();
      this.#memberId = '';
      this.#options.onForgotten?.();
    } else if (hasType(error, 'ILLEGAL_GENERATION')) {
      // The others have joined once more.
      return;
    } else if (hasType(error, 'REBALANCE_IN_PROGRESS')) return;
    else if (!isTransient(error)) throw error;
    this.#cluster.forgetCoordinator('group', this.#options.groupId);
    await delay(pauseMs);
  }

  #startBeating(identity: MemberIdentity): void {
    this.#stopBeating();
    this.#identity = identity;
    this.#expectAnswerBy(performance.now() + this.#options.sessionTimeoutMs);
    this.#scheduleBeat(identity, this.#options.heartbeatIntervalMs);
  }

  #forgetPlace(): void {
    this.#stopBeating();
    this.#joined = null;
    this.#identity = null;
  }

  #stopBeating(): void {
    if (this.#beat !== null) clearTimeout(this.#beat);
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#beat = null;
    this.#silence = null;
  }

  #answered(sentMs: number): void {
    this.#lastAnsweredMs = Math.max(this.#lastAnsweredMs, sentMs);
    this.#expectAnswerBy(this.#lastAnsweredMs + this.#options.sessionTimeoutMs);
    this.#options.onAlive?.(this.#lastAnsweredMs);
  }

  #expectAnswerBy(endMs: number): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    const tell = (): void => (this.#isJoining ? this.#options.onSilence?.() : this.#tell('lost'));
    this.#silence = setTimeout(tell, Math.max(0, endMs - performance.now()));
  }

  #scheduleBeat(identity: MemberIdentity, inMs: number): void {
    const beat = async (): Promise<void> => {
      const again = await this.#sendBeat(identity);
      if (again && this.#isBeating(identity)) this.#scheduleBeat(identity, this.#options.heartbeatIntervalMs);
    };
    this.#beat = setTimeout(() => void beat(), inMs);
  }

  #isBeating(identity: MemberIdentity): boolean {
    return this.#identity === identity && this.#beat !== null;
  }

  /** Whether to go on. */
  async #sendBeat(identity: MemberIdentity): Promise<boolean> {
    const { groupId } = this.#options;
    const sentMs = performance.now();
    try {
      const code = await this.#beats.sendToCoordinator('group', groupId, heartbeatRequest(identity));
      if (!this.#isBeating(identity)) return false;
      checkCode(code, `The heartbeat of a member of group ${groupId}`);
      this.#calmMs = sentMs;
      this.#answered(sentMs);
      return true;
    } catch (error) {
      return this.#isBeating(identity) && this.#beatFailed(error, sentMs);
    }
  }

  #beatFailed(error: unknown, sentMs: number): boolean {
    if (hasType(error, 'REBALANCE_IN_PROGRESS')) {
      // The member is alive, and known.
      this.#answered(sentMs);
      this.#tell('rebalance');
      return true;
    }
    if (hasType(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID')) {
      // While it joins, the answer to that tells more.
      if (this.#isJoining) return true;
      if (!hasType(error, 'ILLEGAL_GENERATION')) this.#memberId = '';
      this.#tell('lost');
      return false;
    }
    if (hasType(error, 'NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE'))
      this.#beats.forgetCoordinator('group', this.#options.groupId);
    return true;
  }

  #tell(trouble: GroupTrouble): void {
    if (trouble === 'lost') {
      this.#forgetPlace();
      this.#options.onTrouble('lost');
    } else if (!this.#wasTold && !this.#isJoining) {
      this.#wasTold = true;
      this.#options.onTrouble('rebalance');
    }
  }
}

const rebalanceInProgress = 27;

import { setTimeout as delay } from 'node:timers/promises';
import { UnavailableError } from '../../model/errors.ts';
import { heartbeatRequest, joinRequest, leaveRequest, syncRequest } from './group-requests.ts';
import type { JoinAnswer, JoinedMember, MemberIdentity } from './group-requests.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { checkCode, hasType, isTransient, KafkaProtocolError } from './kafka-errors.ts';

/** `rebalance`: the group wants its members to join again. `lost`: the group goes on without this one. */
export type GroupTrouble = 'rebalance' | 'lost';

export interface GroupMemberOptions {
  readonly groupId: string;
  readonly instanceId: string | null;
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
}

export interface Joined {
  readonly identity: MemberIdentity;
  readonly leaderId: string;
  readonly assignment: Buffer;
}

const pauseMs = 100;

/** A member of a group: it joins, beats by a timer of its own whatever its owner is busy with, and leaves. */
export class GroupMember {
  readonly #cluster: KafkaCluster;
  readonly #options: GroupMemberOptions;
  #memberId = '';
  #joined: Joined | null = null;
  #beat: NodeJS.Timeout | null = null;
  #lease: NodeJS.Timeout | null = null;
  #wasTold = false;
  #isClosed = false;
  #lastAnsweredMs = 0;

  constructor(cluster: KafkaCluster, options: GroupMemberOptions) {
    this.#cluster = cluster;
    this.#options = options;
  }

  /** null: not a member now. */
  get joined(): Joined | null {
    return this.#joined;
  }

  /** When the last heartbeat that was answered had been sent, or the join was done; of `performance.now()`. */
  get lastAnsweredMs(): number {
    return this.#lastAnsweredMs;
  }

  /** Joins, or joins again. Rejects when the group refuses this member for good, or when it is closed meanwhile. */
  async join(): Promise<Joined> {
    this.#stopBeating();
    for (;;) {
      if (this.#isClosed) throw new UnavailableError(`The member of group ${this.#options.groupId} was closed`);
      try {
        this.#joined = await this.#joinOnce();
        this.#startBeating();
        return this.#joined;
      } catch (error) {
        await this.#mend(error);
      }
    }
  }

  /** Leaves in order; others need not wait for a timeout. What fails here is met by that timeout. */
  async leave(): Promise<void> {
    this.#isClosed = true;
    await this.leaveForNow();
  }

  /** Leaves, and may join again. */
  async leaveForNow(): Promise<void> {
    this.#stopBeating();
    this.#joined = null;
    const { groupId, instanceId } = this.#options;
    // A static member comes back under its name.
    if (this.#memberId === '' || instanceId !== null) return;
    await this.#cluster.sendToCoordinator('group', groupId, leaveRequest(groupId, this.#memberId)).catch(() => undefined);
    this.#memberId = '';
  }

  /** No more attempts to join. */
  stop(): void {
    this.#isClosed = true;
    this.#stopBeating();
  }

  async #joinOnce(): Promise<Joined> {
    const { groupId, instanceId, assign } = this.#options;
    const answer = await this.#askToJoin();
    const identity = { groupId, instanceId, memberId: this.#memberId, generation: answer.generation };
    const leads = answer.leaderId === this.#memberId;
    const assignments = leads ? await assign(answer.members) : new Map<string, Uint8Array>();
    const request = syncRequest(identity, assignments, this.#options.rebalanceTimeoutMs);
    const { errorCode, assignment } = await this.#cluster.sendToCoordinator('group', groupId, request);
    checkCode(errorCode, `The group ${groupId} cannot be joined`);
    return { identity, leaderId: answer.leaderId, assignment };
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
    let answer = await ask();
    if (hasType(new KafkaProtocolError(answer.errorCode, groupId), 'MEMBER_ID_REQUIRED')) {
      this.#memberId = answer.memberId;
      answer = await ask();
    }
    checkCode(answer.errorCode, `The group ${groupId} cannot be joined`);
    this.#memberId = answer.memberId;
    return answer;
  }

  /** Throws what cannot be mended. */
  async #mend(error: unknown): Promise<void> {
    if (this.#isClosed) throw error;
    if (hasType(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION')) this.#memberId = '';
    else if (hasType(error, 'REBALANCE_IN_PROGRESS')) return;
    else if (!isTransient(error)) throw error;
    this.#cluster.forgetCoordinator('group', this.#options.groupId);
    await delay(pauseMs);
  }

  #startBeating(): void {
    this.#wasTold = false;
    this.#answered(performance.now());
    this.#scheduleBeat(this.#options.heartbeatIntervalMs);
  }

  #stopBeating(): void {
    if (this.#beat !== null) clearTimeout(this.#beat);
    if (this.#lease !== null) clearTimeout(this.#lease);
    this.#beat = null;
    this.#lease = null;
  }

  #answered(sentMs: number): void {
    this.#lastAnsweredMs = sentMs;
    if (this.#lease !== null) clearTimeout(this.#lease);
    this.#lease = setTimeout(() => this.#tell('lost'), sentMs + this.#options.sessionTimeoutMs - performance.now());
  }

  #scheduleBeat(inMs: number): void {
    const { identity } = this.#joined!;
    this.#beat = setTimeout(() => {
      void this.#sendBeat(identity).then((again) => {
        if (this.#joined?.identity === identity && this.#beat !== null) {
          if (again) this.#scheduleBeat(this.#options.heartbeatIntervalMs);
        }
        return undefined;
      });
    }, inMs);
  }

  /** Whether to go on. */
  async #sendBeat(identity: MemberIdentity): Promise<boolean> {
    const { groupId } = this.#options;
    const sentMs = performance.now();
    try {
      const code = await this.#cluster.sendToCoordinator('group', groupId, heartbeatRequest(identity));
      if (this.#joined?.identity !== identity || this.#beat === null) return false;
      checkCode(code, `The heartbeat of a member of group ${groupId}`);
      this.#answered(sentMs);
      return true;
    } catch (error) {
      if (this.#joined?.identity !== identity || this.#beat === null) return false;
      if (hasType(error, 'REBALANCE_IN_PROGRESS')) {
        // The member is alive, and known.
        this.#answered(sentMs);
        this.#tell('rebalance');
        return true;
      }
      if (hasType(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID')) {
        this.#tell('lost');
        return false;
      }
      if (hasType(error, 'NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE')) this.#cluster.forgetCoordinator('group', groupId);
      return true;
    }
  }

  #tell(trouble: GroupTrouble): void {
    if (trouble === 'lost') {
      this.#stopBeating();
      this.#joined = null;
      this.#options.onTrouble('lost');
    } else if (!this.#wasTold) {
      this.#wasTold = true;
      this.#options.onTrouble('rebalance');
    }
  }
}

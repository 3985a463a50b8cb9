import { FencedError } from '../../model/errors.ts';
import { groupChange } from './change-signal.ts';
import type { Change } from './change-signal.ts';
import { sessionLock } from './database.ts';
import type { Database } from './database.ts';
import { groupHash, groupHashBytes } from './group-offsets.ts';
import { assignRanges } from '../range-assignor.ts';
import type { TopicTable } from './topic-table.ts';

/** What a member wants to read. */
export type Subscription = { readonly names: readonly string[] } | { readonly pattern: string; readonly flags: string };

/** A partition of one topic that has been, so that a topic of the same name made later is another one. */
export interface OwnedPartition {
  readonly topicId: number;
  readonly topic: string;
  readonly partition: number;
}

interface MemberRecord {
  readonly memberId: string;
  /** The thread's handle on the store that the member lives in. */
  readonly sessionId: string;
  readonly subscription: Subscription;
  readonly owned: readonly OwnedPartition[];
}

/**
 * The members of consumer groups. Each member's record in the store says what it has subscribed to and what it owns, so the
 * members of all threads see the same and reckon the same assignment for themselves. A partition changes hands in two transactions:
 * its owner gives it up when it has finished with it, then the new one takes it, if nobody has it.
 */
export class GroupMembers {
  readonly #database: Database;
  readonly #topics: TopicTable;

  constructor(database: Database, topics: TopicTable) {
    this.#database = database;
    this.#topics = topics;
  }

  /** Whether anybody is in the group. Members whose thread is gone do not count. */
  hasMembers(groupId: string): boolean {
    return this.#read(groupId).some((member) => this.#isAlive(member));
  }

  async join(groupId: string, memberId: string, subscription: Subscription): Promise<void> {
    const record: MemberRecord = { memberId, sessionId: this.#database.sessionId, subscription, owned: [] };
    await this.#write(groupId, record, (changed) => {
      this.#put(groupId, record);
      changed(groupChange(groupHash(groupId)));
    });
  }

  async leave(groupId: string, memberId: string): Promise<void> {
    await this.#write(groupId, null, (changed) => {
      void this.#database.tables.members.remove(memberKey(groupId, memberId));
      changed(groupChange(groupHash(groupId)));
    });
  }

  /** The partitions that are the member's by the group's members and topics as they are now. */
  target(groupId: string, memberId: string): OwnedPartition[] {
    const members = this.#read(groupId).map((member) => ({
      memberId: member.memberId,
      topics: this.#subscribed(member.subscription),
    }));
    const names = new Set(members.flatMap(({ topics }) => topics));
    const topics = new Map([...names].map((name) => [name, { partitions: this.#topics.get(name)?.partitions ?? 0 }]));
    const mine = assignRanges(members, topics).get(memberId) ?? [];
    return mine.map(([topic, partition]) => ({ topicId: this.#topics.get(topic)!.id, topic, partition }));
  }

  /** Gives up partitions: others may take them from now on. */
  async release(groupId: string, memberId: string, partitions: readonly OwnedPartition[]): Promise<void> {
    await this.#update(groupId, memberId, (member) =>
      member.owned.filter((owned) => !partitions.some((other) => isSame(owned, other))),
    );
  }

  /** Takes those of the partitions that nobody has, and answers which these were. */
  async acquire(groupId: string, memberId: string, partitions: readonly OwnedPartition[]): Promise<OwnedPartition[]> {
    let taken: OwnedPartition[] = [];
    await this.#update(groupId, memberId, (member) => {
      const owners = this.#read(groupId);
      const isFree = (wanted: OwnedPartition): boolean =>
        !owners.some((other) => other.owned.some((owned) => isSame(owned, wanted)));
      taken = partitions.filter((wanted) => this.#topics.get(wanted.topic)?.id === wanted.topicId && isFree(wanted));
      return [...member.owned, ...taken];
    });
    return taken;
  }

  /** Inside a transaction: throws FencedError unless the member owns these partitions. */
  checkOwned(
    groupId: string,
    memberId: string,
    partitions: readonly { readonly topic: string; readonly partition: number }[],
  ): void {
    const owned = this.#get(groupId, memberId)?.owned ?? [];
    for (const { topic, partition } of partitions) {
      if (owned.some((other) => other.topic === topic && other.partition === partition)) continue;
      throw new FencedError(`Partition ${partition} of topic ${topic} belongs to another member of group ${groupId}`);
    }
  }

  /** Removes members whose thread is gone without having left. */
  async removeDead(groupId: string): Promise<void> {
    const dead = this.#read(groupId).filter((member) => !this.#isAlive(member));
    for (const member of dead) await this.leave(groupId, member.memberId);
  }

  /** Removes the members that lived in a thread that is gone. */
  async removeSession(sessionId: string): Promise<void> {
    const { members } = this.#database.tables;
    await this.#database.write({ bytes: 0, entries: 1 }, (changed) => {
      const gone = [...members.getRange()].filter(({ value }) => parse(value).sessionId === sessionId);
      for (const { key } of gone) {
        void members.remove(key);
        changed(groupChange(key.subarray(0, groupHashBytes)));
      }
    });
  }

  #isAlive(member: MemberRecord): boolean {
    if (member.sessionId === this.#database.sessionId) return true;
    const lock = sessionLock(member.sessionId);
    if (!this.#database.tryThreadLock(lock)) return true;
    this.#database.unlockThreadLock(lock);
    return false;
  }

  async #update(groupId: string, memberId: string, change: (member: MemberRecord) => readonly OwnedPartition[]): Promise<void> {
    await this.#write(groupId, this.#get(groupId, memberId), (changed) => {
      const member = this.#get(groupId, memberId);
      if (member === null) throw new FencedError(`The member ${memberId} is not in group ${groupId} any more`);
      this.#put(groupId, { ...member, owned: change(member) });
      changed(groupChange(groupHash(groupId)));
    });
  }

  async #write(groupId: string, record: MemberRecord | null, action: (changed: (change: Change) => void) => void): Promise<void> {
    const bytes = 1024 + groupId.length + JSON.stringify(record).length * 4;
    await this.#database.write({ bytes, entries: 1 }, action);
  }

  #get(groupId: string, memberId: string): MemberRecord | null {
    const bytes = this.#database.tables.members.get(memberKey(groupId, memberId));
    return bytes === undefined ? null : parse(bytes);
  }

  #put(groupId: string, record: MemberRecord): void {
    void this.#database.tables.members.put(memberKey(groupId, record.memberId), Buffer.from(JSON.stringify(record)));
  }

  #read(groupId: string): MemberRecord[] {
    const hash = groupHash(groupId);
    const range = { start: hash, end: Buffer.concat([hash, afterAllMembers]) };
    return [...this.#database.tables.members.getRange(range)].map(({ value }) => parse(value));
  }

  #subscribed(subscription: Subscription): string[] {
    if ('names' in subscription) return [...subscription.names];
    const pattern = new RegExp(subscription.pattern, subscription.flags);
    return [...this.#topics.all().keys()].filter((name) => {
      pattern.lastIndex = 0;
      return pattern.test(name);
    });
  }
}

export function isSame(a: OwnedPartition, b: OwnedPartition): boolean {
  return a.topicId === b.topicId && a.partition === b.partition;
}

function parse(bytes: Buffer): MemberRecord {
  return JSON.parse(bytes.toString()) as MemberRecord;
}

/** Greater than the second half of any key. */
const afterAllMembers = Buffer.alloc(17, 0xff);

function memberKey(groupId: string, memberId: string): Buffer {
  return Buffer.concat([groupHash(groupId), groupHash(memberId)]);
}

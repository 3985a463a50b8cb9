import { GroupNotEmptyError, NotFoundError } from '../../model/errors.ts';
import type { NewTopic, OwnAdmin, TopicDescription } from '../broker.ts';
import type { GroupOffset, TopicPartition } from '../records.ts';
import type { Database } from './database.ts';
import type { GroupMembers } from './group-members.ts';
import { putGroupOffsets, readGroupOffsets, removeGroupOffsets, removeTopicOffsets } from './group-offsets.ts';
import { readPartition } from './partition-state.ts';
import type { TopicTable } from './topic-table.ts';

const bytesPerPartition = 128;
/** Room for what one change of a group touches; what is removed needs little. */
const groupChangeBytes = 64 * 1024;

export class EmbeddedAdmin implements OwnAdmin {
  readonly #database: Database;
  readonly #topics: TopicTable;
  readonly #members: GroupMembers;

  constructor(parts: { readonly database: Database; readonly topics: TopicTable; readonly members: GroupMembers }) {
    this.#database = parts.database;
    this.#topics = parts.topics;
    this.#members = parts.members;
  }

  async listTopics(): Promise<string[]> {
    return this.#read(() => [...this.#topics.all().keys()].toSorted());
  }

  async describeTopic(name: string): Promise<TopicDescription | null> {
    const topic = this.#read(() => this.#topics.get(name));
    return topic === null ? null : { name, partitions: topic.partitions, configs: { ...topic.configs } };
  }

  async createTopic(topic: NewTopic): Promise<boolean> {
    const bytes = Math.abs(topic.partitions) * bytesPerPartition;
    return this.#database.write({ bytes, entries: 4 }, (changed) => this.#topics.create(topic, changed).isNew);
  }

  async deleteTopic(name: string): Promise<void> {
    await this.#database.write({ bytes: groupChangeBytes, entries: 4 }, (changed) => {
      const topic = this.#topics.get(name);
      if (topic === null) throw new NotFoundError(`Topic ${name} is not there`);
      this.#topics.remove(topic, changed);
      removeTopicOffsets(this.#database, topic.id);
    });
  }

  async offsetsOfTopic(name: string): Promise<{ readonly earliest: number; readonly latest: number }[]> {
    return this.#read(() => {
      const topic = this.#topics.get(name);
      if (topic === null) throw new NotFoundError(`Topic ${name} is not there`);
      return Array.from({ length: topic.partitions }, (_, partition) => {
        const state = readPartition(this.#database, topic, partition);
        return { earliest: state?.startOffset ?? 0, latest: state?.nextOffset ?? 0 };
      });
    });
  }

  async groupOffsets(groupId: string): Promise<GroupOffset[]> {
    return this.#read(() => readGroupOffsets(this.#database, this.#topics, groupId));
  }

  async alterGroupOffsets(
    groupId: string,
    offsets: readonly (TopicPartition & { readonly offset: bigint | null })[],
  ): Promise<void> {
    await this.#database.write({ bytes: groupChangeBytes + offsets.length * 64, entries: offsets.length }, () => {
      this.#checkEmpty(groupId);
      putGroupOffsets(this.#database, this.#topics, groupId, offsets);
    });
  }

  async deleteGroup(groupId: string): Promise<void> {
    await this.#database.write({ bytes: groupChangeBytes, entries: 1 }, () => {
      this.#checkEmpty(groupId);
      removeGroupOffsets(this.#database, groupId);
    });
  }

  async close(): Promise<void> {}

  #checkEmpty(groupId: string): void {
    if (this.#members.hasMembers(groupId)) throw new GroupNotEmptyError(`The consumer group ${groupId} has members`);
  }

  #read<T>(action: () => T): T {
    this.#database.refresh();
    return this.#database.read(action);
  }
}

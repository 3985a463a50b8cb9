import { randomUUID } from 'node:crypto';
import { InternalError } from '../../model/errors.ts';
import type { GroupView, Membership, MembershipOptions } from '../broker.ts';
import type { Database } from './database.ts';

/**
 * The membership of a worker that has the store to itself: a group of one, which it leads. The generation is kept in the store and
 * grows with each join, so that statuses of an earlier life are older ones.
 */
export class EmbeddedMembership implements Membership {
  readonly #database: Database;
  readonly #options: MembershipOptions;
  #view: GroupView | null = null;

  constructor(database: Database, options: MembershipOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** Nobody else can have the store. */
  async awaitFree(): Promise<void> {}

  async join(): Promise<void> {
    const { groupId, workerId, url, onChange } = this.#options;
    const generation = await this.#database.write({ bytes: 1024, entries: 1 }, () => nextGeneration(this.#database, groupId));
    const memberId = `connect-${workerId}-${randomUUID()}`;
    const view = { memberId, leaderId: memberId, generation, changedAgoMs: 0, members: new Map([[memberId, { workerId, url }]]) };
    this.#view = view;
    onChange(view);
  }

  view(): GroupView {
    if (this.#view === null) throw new InternalError('This worker is not in a group');
    return this.#view;
  }

  async confirm(): Promise<void> {
    this.view();
  }

  async leave(): Promise<void> {
    this.#view = null;
  }
}

function nextGeneration(database: Database, groupId: string): number {
  // A group id may be longer than a key.
  const key = Buffer.from(`generation:${groupId.slice(0, 200)}`);
  const generation = Number(database.tables.meta.get(key)?.toString() ?? 0) + 1;
  void database.tables.meta.put(key, Buffer.from(String(generation)));
  return generation;
}

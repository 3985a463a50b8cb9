import type { SeenRecord } from '@millrace/tool-kafka';

/** That a worker is to run a task from then on. */
export interface Grant {
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  /** `host:port`. */
  readonly worker: string;
}

export interface AssignmentHistory {
  /** By connector and task, `connector:task`, the first one first. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  /** Tasks that were given to somebody while their owner may have run them, and other breaches of the order. */
  readonly breaches: readonly string[];
}

type Items = [connector: string, items: (number | null)[]][];

interface AssignmentJson {
  readonly revision: number;
  readonly generation: number;
  readonly members: [member: string, worker: string][];
  readonly given: [member: string, since: number, items: Items][];
  readonly revoked: [member: string, since: number, items: Items][];
}

interface Owner {
  readonly member: string;
  /** The assignment that took it away; null: it is given. */
  readonly revoked: number | null;
}

/** Reads all that leaders published and members acknowledged, in the order of the topic. */
export function readAssignments(records: readonly SeenRecord[]): AssignmentHistory {
  const grants = new Map<string, Grant[]>();
  const breaches: string[] = [];
  const acknowledged = new Map<string, { revision: number; left: boolean }>();
  let owners = new Map<string, Owner>();
  let latest = { revision: 0, generation: 0 };

  function mayBeRun(owner: Owner, members: ReadonlyMap<string, string>): boolean {
    const told = acknowledged.get(owner.member);
    if (!members.has(owner.member) || told?.left === true) return false;
    return owner.revoked === null || (told?.revision ?? 0) < owner.revoked;
  }

  function follow(assignment: AssignmentJson, timeMs: number): void {
    const { revision, generation } = assignment;
    const members = new Map(assignment.members);
    if (revision !== latest.revision + 1) breaches.push(`assignment ${revision} follows ${latest.revision}`);
    if (generation < latest.generation) breaches.push(`assignment ${revision} is of an earlier generation than the one before`);
    const next = new Map<string, Owner>();
    for (const [member, since, items] of assignment.revoked) {
      for (const name of namesOf(items)) next.set(name, { member, revoked: since });
    }
    for (const [member, , items] of assignment.given) {
      for (const name of namesOf(items)) {
        if (next.has(name)) breaches.push(`assignment ${revision} has ${name} twice`);
        next.set(name, { member, revoked: null });
        const before = owners.get(name);
        if (before?.member === member && before.revoked === null) continue;
        if (before !== undefined && before.member !== member && mayBeRun(before, members)) {
          breaches.push(`assignment ${revision} gives ${name} away, which ${before.member} may run`);
        }
        grants.set(name, [...(grants.get(name) ?? []), { timeMs, worker: members.get(member) ?? '' }]);
      }
    }
    owners = next;
    latest = { revision, generation };
  }

  for (const { key, value, timestamp } of records) {
    if (key === 'assignment' && value !== null) follow(JSON.parse(value) as AssignmentJson, timestamp);
    else if (key?.startsWith('ack-') === true) {
      const member = key.slice('ack-'.length);
      if (value === null) acknowledged.delete(member);
      else acknowledged.set(member, JSON.parse(value) as { revision: number; left: boolean });
    }
  }
  return { grants, breaches };
}

function namesOf(items: Items): string[] {
  return items.flatMap(([connector, tasks]) => tasks.filter((task) => task !== null).map((task) => `${connector}:${task}`));
}

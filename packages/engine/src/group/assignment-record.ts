import type { Holding, Holdings, Members } from './assignment-plan.ts';
import { connectorOf, instanceItem, taskItem, taskOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

/** Who runs what, as a leader has published it. */
export interface PublishedAssignment {
  /** Grows with each assignment, whoever leads. */
  readonly revision: number;
  /** Of the group, when its leader published it. */
  readonly generation: number;
  /** Those whom it was made for. */
  readonly members: Members;
  readonly holdings: Holdings;
}

/** What a member tells of itself. */
export interface Acknowledgement {
  /** It runs nothing of what this assignment, or an earlier one, took from it. */
  readonly revision: number;
  /** It has stopped everything, and leaves the group. */
  readonly left: boolean;
}

/** Connector → its tasks, null for its instance. */
type Items = [connector: string, items: (number | null)[]][];

interface AssignmentJson {
  readonly version: 1;
  readonly revision: number;
  readonly generation: number;
  readonly members: [member: string, worker: string][];
  readonly given: [member: string, since: number, items: Items][];
  readonly revoked: [member: string, since: number, items: Items][];
  readonly kept: [worker: string, until: number, items: Items][];
}

export function encodeAssignment({ revision, generation, members, holdings }: PublishedAssignment): Buffer {
  const kinds = {
    given: new Map<string, WorkItem[]>(),
    revoked: new Map<string, WorkItem[]>(),
    kept: new Map<string, WorkItem[]>(),
  };
  for (const [item, holding] of holdings) {
    const group = kinds[holding.kind];
    const key = JSON.stringify(holding.kind === 'kept' ? [holding.worker, holding.until] : [holding.member, holding.since]);
    const items = group.get(key);
    if (items === undefined) group.set(key, [item]);
    else items.push(item);
  }
  const rows = (group: ReadonlyMap<string, readonly WorkItem[]>): [string, number, Items][] =>
    [...group].map(([key, items]) => [...(JSON.parse(key) as [string, number]), byConnector(items)]);
  const json: AssignmentJson = {
    version: 1,
    revision,
    generation,
    members: [...members],
    given: rows(kinds.given),
    revoked: rows(kinds.revoked),
    kept: rows(kinds.kept),
  };
  return Buffer.from(JSON.stringify(json));
}

/** null: it cannot be read. */
export function decodeAssignment(value: Uint8Array): PublishedAssignment | null {
  const json = parse(value) as AssignmentJson | null;
  if (json?.version !== 1) return null;
  const holdings = new Map<WorkItem, Holding>();
  const read = (rows: AssignmentJson['given'], holdingOf: (owner: string, number: number) => Holding): void => {
    for (const [owner, number, items] of rows) for (const item of itemsOf(items)) holdings.set(item, holdingOf(owner, number));
  };
  read(json.given, (member, since) => ({ kind: 'given', member, since }));
  read(json.revoked, (member, since) => ({ kind: 'revoked', member, since }));
  read(json.kept, (name, until) => ({ kind: 'kept', worker: name, until }));
  return { revision: json.revision, generation: json.generation, members: new Map(json.members), holdings };
}

export function encodeAcknowledgement({ revision, left }: Acknowledgement): Buffer {
  return Buffer.from(JSON.stringify({ version: 1, revision, left }));
}

/** null: it cannot be read. */
export function decodeAcknowledgement(value: Uint8Array): Acknowledgement | null {
  const json = parse(value) as (Acknowledgement & { readonly version: number }) | null;
  return json?.version === 1 ? { revision: json.revision, left: json.left } : null;
}

function parse(value: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(value).toString());
  } catch {
    return null;
  }
}

function byConnector(items: readonly WorkItem[]): Items {
  const connectors = new Map<string, (number | null)[]>();
  for (const item of items) {
    const numbers = connectors.get(connectorOf(item));
    if (numbers === undefined) connectors.set(connectorOf(item), [taskOf(item)]);
    else numbers.push(taskOf(item));
  }
  return [...connectors];
}

function itemsOf(items: Items): WorkItem[] {
  return items.flatMap(([connector, numbers]) =>
    numbers.map((task) => (task === null ? instanceItem(connector) : taskItem({ connector, task }))),
  );
}

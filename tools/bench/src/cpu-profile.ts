import { fileURLToPath } from 'node:url';

/** A `.cpuprofile` as V8 writes it, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds of the monotonic clock. */
  readonly startTime: number;
  /** Node ids, one a sample, and the microseconds before each. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  readonly children?: readonly number[];
}

/** How much of the time was spent where. Parts of the time that the thread was not idle. */
export interface ProfileShare {
  readonly where: string;
  readonly self: number;
  /** What it called included. */
  readonly total: number;
}

export interface ProfileSummary {
  readonly busyMs: number;
  readonly functions: readonly ProfileShare[];
  /** The same by file or, outside our own files, by package. */
  readonly files: readonly ProfileShare[];
}

const IDLE = '(idle)';

/** Adds up a profile between two moments of the monotonic clock, in microseconds. */
export function summarize(profile: CpuProfile, fromUs: number, toUs: number, root: string): ProfileSummary {
  const selfUs = selfTimes(profile, fromUs, toUs);
  const parents = parentsOf(profile.nodes);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Tally();
  const files = new Tally();
  let busyUs = 0;
  for (const [id, us] of selfUs) {
    const stack = stackOf(id, parents).map((at) => nodes.get(at)!);
    if (stack[0]?.callFrame.functionName === IDLE) continue;
    busyUs += us;
    functions.add(
      stack.map((node) => functionLabel(node, root)),
      us,
    );
    files.add(
      stack.map((node) => fileLabel(node, root)),
      us,
    );
  }
  return { busyMs: busyUs / 1000, functions: functions.shares(busyUs), files: files.shares(busyUs) };
}

class Tally {
  readonly #self = new Map<string, number>();
  readonly #total = new Map<string, number>();

  /** `labels`: of the stack, innermost first. */
  add(labels: readonly string[], us: number): void {
    const [innermost = ''] = labels;
    this.#self.set(innermost, (this.#self.get(innermost) ?? 0) + us);
    for (const label of new Set(labels)) this.#total.set(label, (this.#total.get(label) ?? 0) + us);
  }

  shares(allUs: number): ProfileShare[] {
    return Array.from(this.#total, ([where, total]) => ({
      where,
      self: (this.#self.get(where) ?? 0) / allUs,
      total: total / allUs,
    })).toSorted((a, b) => b.self - a.self || b.total - a.total);
  }
}

function selfTimes({ samples, timeDeltas, startTime }: CpuProfile, fromUs: number, toUs: number): Map<number, number> {
  const times = new Map<number, number>();
  let now = startTime;
  for (const [at, id] of samples.entries()) {
    now += timeDeltas[at]!;
    const next = timeDeltas[at + 1] ?? 0;
    if (now >= fromUs && now <= toUs) times.set(id, (times.get(id) ?? 0) + Math.max(0, next));
  }
  return times;
}

function parentsOf(nodes: readonly ProfileNode[]): Map<number, number> {
  return new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
}

function stackOf(id: number, parents: ReadonlyMap<number, number>): number[] {
  const stack = [id];
  for (let at = parents.get(id); at !== undefined; at = parents.get(at)) stack.push(at);
  return stack;
}

function functionLabel(node: ProfileNode, root: string): string {
  const { functionName, lineNumber } = node.callFrame;
  const file = fileLabel(node, root);
  return file.startsWith('(') ? file : `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
}

/** What has no file (the collector of garbage, native code) goes by its own name in brackets. */
function fileLabel({ callFrame: { functionName, url } }: ProfileNode, root: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : `(${functionName || 'native'})`;
  if (url.startsWith('node:')) return url;
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1];
  return inPackage ?? (path.startsWith(root) ? path.slice(root.length) : path);
}

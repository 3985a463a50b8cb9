import type { Grant } from './assignments.ts';
import type { Mark } from './marks.ts';
import { readNumbered } from './numbered.ts';

/** What a worker's tasks have printed. */
export interface WorkerMarks {
  /** `host:port`. */
  readonly worker: string;
  readonly marks: readonly Mark[];
}

/** Marks that a worker's task made while another one was its owner, one line for each task and worker. */
export function foreignMarks(grants: ReadonlyMap<string, readonly Grant[]>, all: readonly WorkerMarks[]): string[] {
  const found = new Map<string, number>();
  for (const { worker, marks } of all) {
    for (const { kind, connector, task, timeMs } of marks) {
      if (kind !== 'polled' && kind !== 'taken') continue;
      const owner = ownerAt(grants.get(`${connector}:${task}`) ?? [], timeMs);
      if (owner === worker) continue;
      const line = `${connector}:${task} went on at ${worker} while ${owner} had it`;
      found.set(line, (found.get(line) ?? 0) + 1);
    }
  }
  return [...found].map(([line, times]) => `${line} (${times} records)`);
}

function ownerAt(grants: readonly Grant[], timeMs: number): string {
  return grants.findLast((grant) => grant.timeMs <= timeMs)?.worker ?? 'nobody';
}

/** Records that a worker's task made before another one went on with it, and that landed behind the other's first. */
export function lateRecords(topic: readonly string[], all: readonly WorkerMarks[]): number {
  const makers = new Map<string, string>();
  for (const { worker, marks } of all) {
    for (const { kind, task, value, timeMs } of marks) {
      if (kind === 'polled') makers.set(`${task}:${value}:${timeMs}`, worker);
    }
  }
  const turns = new Map<number, { readonly worker: string; readonly firstMs: number }>();
  let late = 0;
  for (const value of topic) {
    const { task, number, madeMs } = readNumbered(value);
    const worker = makers.get(`${task}:${number}:${madeMs}`);
    const turn = turns.get(task);
    if (worker === undefined || worker === turn?.worker) continue;
    if (turn !== undefined && madeMs < turn.firstMs) late++;
    else turns.set(task, { worker, firstMs: madeMs });
  }
  return late;
}

import type { Properties, SourceOffset, SourcePartition, SourceTaskContext } from '@millrace/connector-api';

export interface TaskContextParts {
  readonly task?: number;
  readonly props?: Properties;
  readonly offset?: SourceOffset | null;
}

/** The context of a source task whose partitions all have the same offset, and what it asked for. */
export function sourceContext({ task = 0, props = {}, offset = null }: TaskContextParts = {}): SourceTaskContext & {
  readonly asked: SourcePartition[];
  readonly stopping: AbortController;
} {
  const stopping = new AbortController();
  const asked: SourcePartition[] = [];
  return {
    connector: 'c',
    task,
    props,
    offsets: {
      read(partitions) {
        asked.push(...partitions);
        return Promise.resolve(partitions.map(() => offset));
      },
    },
    signal: stopping.signal,
    transactions: null,
    asked,
    stopping,
  };
}

/** A clock that goes on only when something waits, and by as much as that waits. */
export function steppingTime(): {
  now: () => number;
  wait: (timeoutMs: number) => Promise<void>;
  readonly waits: number[];
} {
  let time = 1_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    wait(timeoutMs) {
      waits.push(timeoutMs);
      time += timeoutMs;
      return Promise.resolve();
    },
  };
}

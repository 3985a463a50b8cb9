import type { TaskHostEvents } from './task-host.ts';

/** What a host under test has told, in order, and the offsets of its sources: `connector partition` → offset. */
export interface RecordedEvents {
  readonly events: TaskHostEvents;
  readonly states: string[];
  readonly traces: string[];
  readonly topics: string[];
  readonly requests: string[];
  readonly offsets: Map<string, string | null>;
}

/** `line`: how a state is noted. */
export function recordHostEvents(line: (who: string, state: string, version: string | null) => string): RecordedEvents {
  const states: string[] = [];
  const traces: string[] = [];
  const topics: string[] = [];
  const requests: string[] = [];
  const offsets = new Map<string, string | null>();
  const note = (who: string, state: string, trace: string | null, version: string | null): void => {
    states.push(line(who, state, version));
    if (trace !== null) traces.push(trace);
  };
  const events: TaskHostEvents = {
    connectorState: note,
    taskState: (id, state, trace, version) => note(`${id.connector}-${id.task}`, state, trace, version),
    reconfigurationRequested: (name) => void requests.push(name),
    readOffsets: async (connector, _topic, partitions) =>
      partitions.map((partition) => offsets.get(`${connector} ${partition}`) ?? null),
    async commitOffsets(connector, _topic, entries) {
      for (const [partition, offset] of entries) offsets.set(`${connector} ${partition}`, offset);
    },
    encodeOffsets: async () => ({ keys: [], values: [] }),
    offsetsWritten: () => undefined,
    fenceOlderTasks: async () => undefined,
    confirmTask: async () => undefined,
    configResolved: (connector, task) => void requests.push(`resolved ${connector} ${task}`),
    topicUsed: (id, topic) => void topics.push(`${id.connector}-${id.task} ${topic}`),
  };
  return { events, states, traces, topics, requests, offsets };
}

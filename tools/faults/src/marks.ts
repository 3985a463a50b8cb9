/** What a task of a verifiable connector has printed of a record. */
export interface Mark {
  /** `polled`: a source made it; `arrived`: Kafka has it; `taken`: a sink was given it; `flushed`: its offset is going to be committed. */
  readonly kind: 'polled' | 'arrived' | 'taken' | 'flushed';
  readonly connector: string;
  /** The task that printed it. */
  readonly task: number;
  /** When. Milliseconds since the epoch. */
  readonly timeMs: number;
  /** The number that the source gave the record; the text of the value, of a sink. */
  readonly value: number | string;
}

interface MarkJson {
  readonly name?: unknown;
  readonly task: number;
  readonly sinkTask?: number;
  readonly time_ms: number;
  readonly seqno: number | string;
  readonly committed?: boolean;
  readonly flushed?: boolean;
}

/** null: the line is something else. */
export function readMark(line: string): Mark | null {
  const json = parse(line);
  if (typeof json?.name !== 'string' || json.seqno === undefined) return null;
  const isSink = json.sinkTask !== undefined;
  const done = isSink ? json.flushed === true : json.committed === true;
  return {
    kind: isSink ? (done ? 'flushed' : 'taken') : done ? 'arrived' : 'polled',
    connector: json.name,
    task: json.sinkTask ?? json.task,
    timeMs: json.time_ms,
    value: json.seqno,
  };
}

function parse(line: string): MarkJson | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as MarkJson;
  } catch {
    return null;
  }
}

/** Cuts what comes in pieces into lines. */
export function lineReader(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) onLine(line);
  };
}

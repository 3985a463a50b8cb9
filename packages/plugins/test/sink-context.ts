import type { SinkTaskContext } from '@millrace/connector-api';

/** The context of a sink task to which nothing is assigned, and what it asked for. */
export function sinkContext(parts: Partial<SinkTaskContext> = {}): SinkTaskContext & { readonly retries: number[] } {
  const retries: number[] = [];
  return {
    connector: 'c',
    task: 0,
    props: {},
    signal: new AbortController().signal,
    assignment: () => [],
    seek: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    requestCommit: () => undefined,
    retryIn: (timeoutMs) => void retries.push(timeoutMs),
    errantRecordReporter: null,
    retries,
    ...parts,
  };
}

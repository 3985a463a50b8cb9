/**
 * One end of a line between a task host and the thread that its plugins run in. What is posted arrives at the other end as a
 * structured clone, in order, never during the call. A worker thread's port does the same.
 */
export interface MessageLink {
  post(message: unknown): void;
  /** Sets who is told of what arrives; what came before is kept until then. */
  onMessage(listener: (message: unknown) => void): void;
  /** Nothing is sent or handed over any more, from either end. */
  close(): void;
}

/** Both ends of a line within this thread. */
export function createMessageLink(): readonly [MessageLink, MessageLink] {
  const state = { closed: false };
  const a = createEnd();
  const b = createEnd();
  const end = (own: End, other: End): MessageLink => ({
    post(message) {
      const copy: unknown = structuredClone(message);
      if (state.closed) return;
      other.inbox.push(copy);
      queueMicrotask(() => drain(other, state));
    },
    onMessage(listener) {
      own.listener = listener;
      queueMicrotask(() => drain(own, state));
    },
    close() {
      state.closed = true;
    },
  });
  return [end(a, b), end(b, a)];
}

interface End {
  readonly inbox: unknown[];
  listener: ((message: unknown) => void) | null;
}

function createEnd(): End {
  return { inbox: [], listener: null };
}

function drain(end: End, state: { readonly closed: boolean }): void {
  while (!state.closed && end.listener !== null && end.inbox.length > 0) end.listener(end.inbox.shift());
}

import type { WriteGate } from '../../broker/embedded/write-gate.ts';
import type { ErrorData } from '../error-data.ts';
import type { Owner } from '../owner.ts';

/** What a thread leaves behind about its own end. */
export type LastWords =
  | { readonly kind: 'heap' | 'external'; readonly bytes: number }
  | { readonly kind: 'crashed'; readonly owner: Owner | null; readonly error: ErrorData }
  | { readonly kind: 'exited'; readonly owner: Owner | null; readonly code: number };

/** What a thread holds, in bytes. */
export interface ThreadMemory {
  readonly heapUsed: number;
  readonly heapTotal: number;
  /** Where V8 ends the thread. */
  readonly heapLimit: number;
  /** Outside of the heap; `arrayBuffers` is a part of it. */
  readonly external: number;
  readonly arrayBuffers: number;
}

/** Memory that a thread shares with the one that supervises it: it can be read when the thread does not answer, and after its end. */
export interface ThreadVitals {
  /** Hand it to the thread. */
  readonly memory: SharedArrayBuffer;
  /** Grows as long as the thread's event loop turns; 0: it has not started. */
  beats(): number;
  /** The operating system's number of the thread; 0: not known. */
  threadNumber(): number;
  /** As of the last beat. */
  holds(): ThreadMemory;
  /** null: the thread ended without a word. */
  lastWords(): LastWords | null;
  /** It is in a transaction of the store, and must not be ended now. */
  isWriting(): boolean;
  /** From now on it gets into no transaction any more. */
  shutGate(): void;
}

/** The thread's side. */
export interface OwnVitals {
  isCalled(threadNumber: number): void;
  beat(memory: ThreadMemory): void;
  /** Only the first words are kept. */
  say(words: LastWords): void;
  readonly gate: WriteGate;
}

const BEATS = 0;
const LENGTH = 1;
const WRITING = 2;
const SHUT = 3;
const NUMBER = 4;
const COUNTERS = 5;
const MEMORY_AT = 24;
const TEXT_AT = 64;
const MEMORY_FIELDS = ['heapUsed', 'heapTotal', 'heapLimit', 'external', 'arrayBuffers'] as const;
const BYTES = 64 * 1024;
/** Longest text of an error that is carried over; the rest of what is said is short. */
const LONGEST_TEXT = 8000;

export function createVitals(): ThreadVitals {
  const memory = new SharedArrayBuffer(BYTES);
  const counters = new Int32Array(memory, 0, COUNTERS);
  const sizes = new Float64Array(memory, MEMORY_AT, MEMORY_FIELDS.length);
  return {
    memory,
    beats: () => Atomics.load(counters, BEATS),
    threadNumber: () => Atomics.load(counters, NUMBER),
    holds() {
      const [heapUsed = 0, heapTotal = 0, heapLimit = 0, external = 0, arrayBuffers = 0] = sizes;
      return { heapUsed, heapTotal, heapLimit, external, arrayBuffers };
    },
    lastWords() {
      const length = Atomics.load(counters, LENGTH);
      if (length === 0) return null;
      const bytes = Uint8Array.from(new Uint8Array(memory, TEXT_AT, length));
      return JSON.parse(new TextDecoder().decode(bytes)) as LastWords;
    },
    isWriting: () => Atomics.load(counters, WRITING) !== 0,
    shutGate: () => void Atomics.store(counters, SHUT, 1),
  };
}

export function openVitals(memory: SharedArrayBuffer): OwnVitals {
  const counters = new Int32Array(memory, 0, COUNTERS);
  const sizes = new Float64Array(memory, MEMORY_AT, MEMORY_FIELDS.length);
  return {
    isCalled: (threadNumber) => void Atomics.store(counters, NUMBER, threadNumber),
    beat(held) {
      for (const [n, field] of MEMORY_FIELDS.entries()) sizes[n] = held[field];
      Atomics.add(counters, BEATS, 1);
    },
    say(words) {
      if (Atomics.load(counters, LENGTH) !== 0) return;
      const bytes = encode(words);
      new Uint8Array(memory, TEXT_AT).set(bytes);
      Atomics.store(counters, LENGTH, bytes.length);
    },
    gate: {
      enter() {
        Atomics.store(counters, WRITING, 1);
        if (Atomics.load(counters, SHUT) === 0) return;
        this.leave();
        for (;;) Atomics.wait(counters, SHUT, 1);
      },
      leave: () => void Atomics.store(counters, WRITING, 0),
    },
  };
}

function encode(words: LastWords): Uint8Array {
  const whole = new TextEncoder().encode(toJson(words));
  if (whole.length <= BYTES - TEXT_AT || words.kind !== 'crashed') return whole;
  const { message, stack, classes } = words.error;
  const cut = (text: string): string => text.slice(0, LONGEST_TEXT);
  const error = { classes, message: cut(message), stack: stack === null ? null : cut(stack), fields: [], cause: null };
  return new TextEncoder().encode(toJson({ ...words, error }));
}

function toJson(words: LastWords): string {
  return JSON.stringify(words, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

import { availableParallelism } from 'node:os';
import { UnavailableError } from '../../model/errors.ts';
import type { PluginThread } from './plugin-thread.ts';
import type { ProcessMemory } from './silence.ts';

/** Where something runs. */
export type Place =
  /** The thread of connector instances and of what plugins are asked. */
  | { readonly kind: 'control' }
  /** One of the threads that tasks share. */
  | { readonly kind: 'shared' }
  /** A thread for what has this key, which is there as long as something has. */
  | { readonly kind: 'own'; readonly key: string };

/** The threads that there are, started when somebody needs them. */
export interface ThreadPool {
  /**
   * The thread for a place, which has one more user now; when many have to be started, they are so a few at a time. null: while it was
   * waited for, it was not wanted any more. Rejects with what starting a thread throws, and when the pool is closed.
   */
  enter(place: Place, isWanted: () => boolean): Promise<PluginThread | null>;
  /** One user less; a thread of somebody's own is closed with the last. */
  leave(thread: PluginThread): void;
  /** A thread has ended by itself: it is not given out any more. */
  remove(thread: PluginThread): void;
  all(): readonly PluginThread[];
  /** Closes all, side by side. */
  close(timeoutMs: number): Promise<void>;
}

export interface ThreadPoolOptions {
  /** How many threads tasks share. */
  readonly size: number;
  readonly start: (name: string, place: Place) => PluginThread;
  /** How often threads are looked after. */
  readonly lookMs: number;
  /** How long a thread may take to close that nobody uses any more. */
  readonly closeMs: number;
}

interface Member {
  readonly name: string;
  readonly place: Place;
  readonly thread: PluginThread;
  users: number;
}

/** So many threads start at the same time: more would only keep each other from getting ready. */
const STARTING_AT_ONCE = Math.max(2, availableParallelism());

export function createThreadPool({ size, start, lookMs, closeMs }: ThreadPoolOptions): ThreadPool {
  const members = new Map<string, Member>();
  const closing = new Map<PluginThread, Promise<void>>();
  const starting = new Set<PluginThread>();
  let waiting: (() => void)[] = [];
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;

  function wake(): void {
    const now = waiting;
    waiting = [];
    for (const resume of now) resume();
  }

  function mayEnter(place: Place): boolean {
    return place.kind === 'control' || starting.size < STARTING_AT_ONCE || members.has(nameOf(place)) || isClosed;
  }

  function memberFor(place: Place): Member {
    const name = nameOf(place);
    let member = members.get(name);
    if (member !== undefined) return member;
    const thread = start(name, place);
    member = { name, place, thread, users: 0 };
    members.set(name, member);
    starting.add(thread);
    void thread.started.then(() => {
      starting.delete(thread);
      wake();
    });
    wake();
    return member;
  }

  function nameOf(place: Place): string {
    if (place.kind === 'shared') return leastUsed();
    return place.kind === 'control' ? 'control' : `own ${place.key}`;
  }

  /** Threads are started one after another, as long as each has something to do. */
  function leastUsed(): string {
    let best = '';
    let fewest = Infinity;
    for (let n = 1; n <= size && fewest > 0; n += 1) {
      const users = members.get(`shared ${n}`)?.users ?? 0;
      if (users >= fewest) continue;
      best = `shared ${n}`;
      fewest = users;
    }
    return best;
  }

  function memberOf(thread: PluginThread): Member | undefined {
    const member = members.get(thread.name);
    return member?.thread === thread ? member : undefined;
  }

  function watch(): void {
    if (members.size === 0 && closing.size === 0) {
      if (timer !== null) clearInterval(timer);
      timer = null;
      process.off('exit', beforeExit);
      return;
    }
    if (timer === null) process.on('exit', beforeExit);
    timer ??= setInterval(() => {
      const memory = processMemory();
      for (const { thread } of members.values()) thread.look(memory);
    }, lookMs).unref();
  }

  function beforeExit(): void {
    for (const thread of [...closing.keys(), ...Array.from(members.values(), (member) => member.thread)]) thread.beforeExit();
  }

  function processMemory(): ProcessMemory {
    const { rss, heapTotal, external } = process.memoryUsage();
    const told = Array.from(members.values(), ({ thread }) => thread.holds());
    return { rss, unaccounted: told.reduce((left, held) => left - held.heapTotal - held.external, rss - heapTotal - external) };
  }

  function letGo(member: Member, timeoutMs: number): Promise<void> {
    const { name, thread } = member;
    members.delete(name);
    const closed = thread.close(timeoutMs).finally(() => {
      closing.delete(thread);
      watch();
    });
    closing.set(thread, closed);
    return closed;
  }

  return {
    async enter(place, isWanted) {
      while (isWanted() && !mayEnter(place)) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
      if (isClosed) throw new UnavailableError('The task host is closed');
      if (!isWanted()) return null;
      const member = memberFor(place);
      member.users += 1;
      watch();
      return member.thread;
    },
    leave(thread) {
      const member = memberOf(thread);
      if (member === undefined) return;
      member.users -= 1;
      if (member.users === 0 && member.place.kind === 'own') void letGo(member, closeMs);
    },
    remove(thread) {
      const member = memberOf(thread);
      if (member === undefined) return;
      members.delete(member.name);
      watch();
    },
    all: () => Array.from(members.values(), ({ thread }) => thread),
    async close(timeoutMs) {
      isClosed = true;
      wake();
      for (const member of Array.from(members.values())) void letGo(member, timeoutMs);
      await Promise.all(closing.values());
    },
  };
}

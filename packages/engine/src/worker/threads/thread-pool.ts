import type { PluginThread } from './plugin-thread.ts';

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
  /** The thread for a place, which has one more user now. Throws what starting a thread throws. */
  enter(place: Place): PluginThread;
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

export function createThreadPool({ size, start, lookMs, closeMs }: ThreadPoolOptions): ThreadPool {
  const members = new Map<string, Member>();
  const closing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;

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
      return;
    }
    timer ??= setInterval(() => {
      const rss = process.memoryUsage.rss();
      for (const { thread } of members.values()) thread.look(rss);
    }, lookMs).unref();
  }

  function letGo(member: Member, timeoutMs: number): Promise<void> {
    members.delete(member.name);
    const closed = member.thread.close(timeoutMs).finally(() => closing.delete(closed));
    closing.add(closed);
    watch();
    return closed;
  }

  return {
    enter(place) {
      const name = nameOf(place);
      let member = members.get(name);
      if (member === undefined) members.set(name, (member = { name, place, thread: start(name, place), users: 0 }));
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
      for (const member of Array.from(members.values())) void letGo(member, timeoutMs);
      await Promise.all(closing);
    },
  };
}

import { UnavailableError } from '../../model/errors.ts';
import type { Logger } from '../../model/logger.ts';
import type { HostCounts } from '../host-counts.ts';
import type { Owner } from '../owner.ts';
import type { PluginThread } from './plugin-thread.ts';
import type { Quarantine } from './quarantine.ts';
import { ThreadEndedError, endedByOwner, notStarted } from './thread-end.ts';
import type { ThreadEnd } from './thread-end.ts';
import type { Place, ThreadPool } from './thread-pool.ts';

/** Something that runs on a thread, and can be begun again on another one. */
export interface Tenant {
  readonly owner: Owner;
  /** As at the start of a sentence: `Task a-0`. */
  readonly title: string;
  /** Where it belongs if nothing is held against it. */
  readonly home: Place;
  /** Changes when it may be expected to behave otherwise than before. */
  readonly signature: string;
  /** Begins it: the first time, and again after the thread that it was on has ended. */
  begin(thread: PluginThread): Promise<unknown>;
  /** Its thread has ended because of somebody else: it is about to begin again. */
  again(): void;
  /** It ran, and its thread has ended because of it, or it could not begin again: it runs no more. */
  fail(error: Error): void;
}

/** A tenant's stay. */
export interface Seat {
  /** The outcome of `begin`, of the last one if its thread ended meanwhile. */
  readonly begun: Promise<unknown>;
  /** Where it is now; null: nowhere. */
  thread(): PluginThread | null;
  /** From now on it is not begun again, whatever becomes of its thread. */
  end(): void;
  /** It needs its thread no more. Implies `end`. */
  leave(): void;
  /** Whether it is on a thread that is there for its sake only. */
  isApart(): boolean;
}

/** Puts tenants on threads, and decides what becomes of them when a thread ends. */
export interface Seating {
  take(tenant: Tenant): Seat;
  /** A thread has ended. Called before the calls into it are rejected. */
  threadEnded(thread: PluginThread, end: ThreadEnd): void;
}

export interface SeatingOptions {
  readonly pool: ThreadPool;
  readonly quarantine: Quarantine;
  readonly counts: HostCounts;
  readonly logger: Logger;
}

interface Stay {
  readonly tenant: Tenant;
  thread: PluginThread | null;
  apart: boolean;
  /** `begin` has not returned yet. */
  beginning: boolean;
  begun: Promise<unknown>;
  ended: boolean;
  failure: Error | null;
}

export function createSeating({ pool, quarantine, counts, logger }: SeatingOptions): Seating {
  const stays = new Map<PluginThread, Set<Stay>>();

  async function begin(stay: Stay): Promise<unknown> {
    stay.beginning = true;
    try {
      for (;;) {
        const outcome = await tryOnce(stay);
        if (outcome !== 'again') return outcome.value;
      }
    } finally {
      stay.beginning = false;
    }
  }

  async function tryOnce(stay: Stay): Promise<'again' | { readonly value: unknown }> {
    const { tenant } = stay;
    const place = quarantine.placeOf(tenant.owner, tenant.signature) ?? tenant.home;
    const thread = await pool.enter(place, () => !stay.ended);
    if (thread === null) return { value: undefined };
    stay.thread = thread;
    stay.apart = place.kind === 'own';
    staysOn(thread).add(stay);
    try {
      return { value: await tenant.begin(thread) };
    } catch (error) {
      if (!(error instanceof ThreadEndedError)) throw error;
      if (error.end.kind === 'closed') throw new UnavailableError('The task host is closed', { cause: error });
      if (stay.failure !== null) throw stay.failure;
      if (stay.ended) return { value: undefined };
      return 'again';
    }
  }

  function staysOn(thread: PluginThread): Set<Stay> {
    let here = stays.get(thread);
    if (here === undefined) stays.set(thread, (here = new Set()));
    return here;
  }

  function leave(stay: Stay): void {
    stay.ended = true;
    const { thread } = stay;
    stay.thread = null;
    if (thread === null || stays.get(thread)?.delete(stay) !== true) return;
    pool.leave(thread);
  }

  function fail(stay: Stay, error: Error): void {
    stay.ended = true;
    stay.failure = error;
    if (!stay.beginning) stay.tenant.fail(error);
  }

  function beginAgain(stay: Stay): void {
    counts.restartedForOthers += 1;
    stay.tenant.again();
    // Who has not begun yet tries again by itself.
    if (stay.beginning) return;
    stay.begun = begin(stay);
    stay.begun.catch((error: unknown) => {
      if (stay.failure === null && !stay.ended) fail(stay, error as Error);
    });
  }

  /** Those on whose behalf the thread ran when it ended; all it had if it is not known and there was only one. */
  function culpritsOf(here: readonly Stay[], end: ThreadEnd): readonly Stay[] {
    if (end.culprit !== null) return here.filter(({ tenant }) => tenant.owner === end.culprit);
    return here.length === 1 ? here : [];
  }

  function convict(stay: Stay, end: ThreadEnd): void {
    const { owner, title, signature } = stay.tenant;
    quarantine.convict(owner, signature);
    counts.failedForThreadEnd += 1;
    if (!stay.ended) fail(stay, endedByOwner(title, end));
  }

  function settle(here: readonly Stay[], end: ThreadEnd): void {
    const culprits = culpritsOf(here, end);
    for (const stay of culprits) convict(stay, end);
    const others = here.filter((stay) => !culprits.includes(stay) && !stay.ended);
    if (culprits.length === 0 && end.culprit === null)
      quarantine.suspect(others.map(({ tenant }) => [tenant.owner, tenant.signature]));
    for (const stay of others) beginAgain(stay);
  }

  return {
    take(tenant) {
      const stay: Stay = {
        tenant,
        thread: null,
        apart: false,
        beginning: true,
        begun: Promise.resolve(),
        ended: false,
        failure: null,
      };
      stay.begun = begin(stay);
      return {
        get begun() {
          return stay.begun;
        },
        thread: () => stay.thread,
        end: () => (stay.ended = true),
        leave: () => leave(stay),
        isApart: () => stay.apart,
      };
    },

    threadEnded(thread, end) {
      pool.remove(thread);
      const here = [...(stays.get(thread) ?? [])];
      stays.delete(thread);
      for (const stay of here) stay.thread = null;
      if (end.kind === 'closed') return;
      counts.threadsEnded[end.kind] += 1;
      logger.error(report(thread, here, end), end.cause === null ? {} : { error: end.cause });
      if (end.hadStarted) return settle(here, end);
      for (const stay of here) if (!stay.ended) fail(stay, notStarted(stay.tenant.title, end));
    },
  };
}

function report({ name }: PluginThread, here: readonly Stay[], end: ThreadEnd): string {
  const who = end.culprit ?? 'somebody on it, it is not known who,';
  const where = end.frames[0] === undefined ? '' : ` ${end.frames[0]}`;
  return `Thread '${name}' was ended: ${who} ${end.did}${where}. It had ${here.length} on it`;
}

import { describe, expect, it } from 'vitest';
import { createSilence } from './silence.ts';
import type { ProcessMemory } from './silence.ts';
import type { ThreadLoad } from './thread-cpu.ts';

const NOTHING: ProcessMemory = { rss: 0, unaccounted: 0 };

/** A thread that is looked at four times a second. */
function watched() {
  let now = 0;
  const thread = { beats: 1, isWriting: false, load: null as ThreadLoad | null };
  const silence = createSilence({
    vitals: { beats: () => thread.beats, isWriting: () => thread.isWriting },
    load: () => thread.load,
    now: () => now,
    pingMs: 1000,
  });
  const look = (memory = NOTHING, ms = 250) => {
    now += ms;
    return silence.look(memory);
  };
  look();
  /** How many looks it takes until the thread is found hung. */
  const looksUntilHung = (eachTime: () => void = () => undefined) => {
    for (let looks = 1; looks < 1000; looks += 1) {
      eachTime();
      if (look() === 'hung') return looks;
    }
    return Infinity;
  };
  return { thread, look, looksUntilHung };
}

describe('the silence of a thread', () => {
  it('is too long after three pings', () => {
    expect(watched().looksUntilHung()).toBe(12);
  });

  it('ends with a beat', () => {
    const { thread, look, looksUntilHung } = watched();
    for (let looks = 0; looks < 11; looks += 1) look();
    thread.beats += 1;
    expect(look()).toBeNull();
    expect(looksUntilHung()).toBe(12);
  });

  it('may be a minute until the first beat', () => {
    const { thread, looksUntilHung } = watched();
    thread.beats = 0;
    expect(looksUntilHung()).toBe(1 + 240);
  });

  it('does not count while the thread waits for the store', () => {
    const { thread, look, looksUntilHung } = watched();
    thread.isWriting = true;
    for (let looks = 0; looks < 100; looks += 1) expect(look()).toBeNull();
    thread.isWriting = false;
    expect(looksUntilHung()).toBe(12);
  });

  it('counts for the time that somebody was there to look', () => {
    const { look } = watched();
    expect(look(NOTHING, 60_000)).toBeNull();
  });

  it.each([
    ['all of it', 250, 12],
    ['a half', 125, 12],
    ['an eighth', 31.25, 23],
    ['nothing', 0, 111],
  ])('counts by the processor time that the thread was given: %s', (_what, cpuMs, looks) => {
    const { thread, looksUntilHung } = watched();
    let used = 0;
    expect(looksUntilHung(() => (thread.load = { isRunnable: true, cpuMs: (used += cpuMs) }))).toBe(looks);
  });

  it('counts fully when the thread does not want a processor', () => {
    const { thread, looksUntilHung } = watched();
    expect(looksUntilHung(() => (thread.load = { isRunnable: false, cpuMs: 0 }))).toBe(12);
  });

  it('tells after a ping by how much the process has grown beyond what others say that they hold', () => {
    const { look } = watched();
    const grown = (rss: number, unaccounted: number) => look({ rss, unaccounted });
    for (let looks = 0; looks < 3; looks += 1) expect(grown(0, 0)).toBeNull();
    expect(grown(500, 300)).toEqual({ grown: 300 });
    expect(grown(200, 300)).toEqual({ grown: 200 });
  });
});

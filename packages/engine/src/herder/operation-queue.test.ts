import { describe, expect, it } from 'vitest';
import { DeadlineError, UnavailableError } from '../model/errors.ts';
import { createManualClock } from '../model/manual-clock.case.ts';
import { createOperationQueue } from './operation-queue.ts';

function createGate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { open: resolve, passed: promise };
}

describe('the queue', () => {
  it('does one thing after another, in the order of the calls', async () => {
    const queue = createOperationQueue({ clock: createManualClock(), timeoutMs: 1000 });
    const gate = createGate();
    const events: string[] = [];
    const first = queue.run('first', async () => {
      events.push('first begins');
      await gate.passed;
      events.push('first ends');
      return 1;
    });
    const second = queue.run('second', () => {
      events.push('second');
      return Promise.resolve(2);
    });
    expect(queue.current()?.description).toBe('first');
    gate.open();
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(events).toEqual(['first begins', 'first ends', 'second']);
    expect(queue.current()).toBeNull();
  });

  it('goes on after work that failed', async () => {
    const queue = createOperationQueue({ clock: createManualClock(), timeoutMs: 1000 });
    const failing = queue.run('failing', () => Promise.reject(new Error('no')));
    const next = queue.run('next', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('tells callers that waited too long what is going on, and never begins their work', async () => {
    const clock = createManualClock();
    const queue = createOperationQueue({ clock, timeoutMs: 1000 });
    const gate = createGate();
    const slow = queue.run('being slow', () => gate.passed);
    slow.catch(() => undefined);
    let begun = false;
    await clock.advance(500);
    const late = queue.run('being late', () => {
      begun = true;
      return Promise.resolve();
    });
    late.catch(() => undefined);
    await clock.advance(1000);
    const text = 'Request timed out. The worker is currently being slow, which began at 1970-01-01T00:16:40Z.';
    await expect(slow).rejects.toThrow(new DeadlineError(text));
    await expect(late).rejects.toThrow(new DeadlineError(text));
    gate.open();
    await queue.close();
    expect(begun).toBe(false);
  });

  it('refuses work when it is closed, and waits for what was begun', async () => {
    const queue = createOperationQueue({ clock: createManualClock(), timeoutMs: 1000 });
    const gate = createGate();
    let ended = false;
    const begun = queue.run('begun', async () => {
      await gate.passed;
      ended = true;
    });
    const waiting = queue.run('waiting', () => Promise.resolve());
    waiting.catch(() => undefined);
    const closing = queue.close();
    await expect(waiting).rejects.toThrow(UnavailableError);
    await expect(queue.run('new', () => Promise.resolve())).rejects.toThrow('Worker is shutting down');
    gate.open();
    await closing;
    await begun;
    expect(ended).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { ownThreadNumber, threadLoad } from './thread-cpu.ts';

describe.runIf(process.platform === 'linux')('the load of a thread', () => {
  it('grows with what the thread does', () => {
    const own = ownThreadNumber();
    const before = threadLoad(own)!;
    expect(before.isRunnable).toBe(true);
    const giveUpAt = Date.now() + 20_000;
    while (threadLoad(own)!.cpuMs - before.cpuMs < 50 && Date.now() < giveUpAt);
    expect(threadLoad(own)!.cpuMs - before.cpuMs).toBeGreaterThanOrEqual(50);
  });

  it('is not known of a thread that is not there', () => {
    expect(threadLoad(0)).toBeNull();
    expect(threadLoad(2 ** 30)).toBeNull();
  });
});

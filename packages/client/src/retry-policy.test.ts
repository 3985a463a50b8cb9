import { describe, expect, test } from 'vitest';
import { ConnectionError, RebalanceInProgressError, RequestTimeoutError, ServerError } from './errors.ts';
import { delayAfter, isSafeToRepeat, readRetryAfter, retryPolicy } from './retry-policy.ts';

const context = { method: 'POST', url: 'http://x' };
const server = (status: number, retryAfterMs?: number) => new ServerError('', { ...context, status, retryAfterMs });

describe('when to try again', () => {
  test.each([
    ['a 503', server(503), true, false],
    ['a 429', server(429), true, true],
    ['a 501', server(501), false, false],
    ['a rebalance', new RebalanceInProgressError('', { ...context, status: 409 }, 'no-leader'), true, true],
    ['a time-out', new RequestTimeoutError('', context), true, false],
    ['a broken connection', new ConnectionError('', context), true, false],
    ['nobody who listens', new ConnectionError('', context, false), true, true],
  ])('%s', (_, error, idempotent, notIdempotent) => {
    expect(isSafeToRepeat(error, true)).toBe(idempotent);
    expect(isSafeToRepeat(error, false)).toBe(notIdempotent);
  });

  test('pauses double up to a limit, and half of each is chance', () => {
    const policy = retryPolicy({ minDelayMs: 100, maxDelayMs: 350 });
    const delays = (random: number) => [1, 2, 3, 4, 1000].map((failures) => delayAfter(failures, server(503), policy, random));
    expect(delays(0)).toEqual([50, 100, 175, 175, 175]);
    expect(delays(1)).toEqual([100, 200, 350, 350, 350]);
  });

  test('a pause is as long as the server asks for', () => {
    expect(delayAfter(1, server(503, 7000), retryPolicy(), 0)).toBe(7000);
    expect(delayAfter(1, server(503, 1), retryPolicy(), 0)).toBe(100);
  });

  test.each([
    ['3', 3000],
    [' 0 ', 0],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('Retry-After %j', (header, ms) => {
    expect(readRetryAfter(header, 10_000)).toBe(ms);
  });
});

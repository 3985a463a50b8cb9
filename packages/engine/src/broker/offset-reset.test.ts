import { describe, expect, it } from 'vitest';
import { parseOffsetReset } from './offset-reset.ts';

describe('auto.offset.reset', () => {
  it.each([
    [undefined, 'earliest'],
    ['latest', 'latest'],
    ['none', 'none'],
    ['by_duration:pt5m', { durationMs: 300_000 }],
    ['by_duration:PT1H', { durationMs: 3_600_000 }],
    ['by_duration:P2DT3M1.5S', { durationMs: 2 * 86_400_000 + 3 * 60_000 + 1500 }],
    ['by_duration:P1D', { durationMs: 86_400_000 }],
  ])('reads %s', (text, reset) => {
    expect(parseOffsetReset(text)).toEqual(reset);
  });

  it.each(['', 'first', 'LATEST', 'by_duration:', 'by_duration:P', 'by_duration:PT', 'by_duration:-PT1H', 'by_duration:1h'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseOffsetReset(text)).toThrow(`Invalid value ${text} for configuration auto.offset.reset`);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { BadRequestError } from '../model/errors.ts';
import { exactlyOnceSupport } from './exactly-once-support.ts';

describe('a worker with exactly-once support', () => {
  it('is one whose properties say so, in any case and with blanks around it', () => {
    expect(exactlyOnceSupport({})).toBe('disabled');
    expect(exactlyOnceSupport({ 'exactly.once.source.support': 'PREPARING' })).toBe('preparing');
    expect(exactlyOnceSupport({ 'exactly.once.source.support': ' Enabled ' })).toBe('enabled');
  });

  it('is not made with another word', () => {
    const read = (): unknown => exactlyOnceSupport({ 'exactly.once.source.support': 'yes' });
    expect(read).toThrow(BadRequestError);
    expect(read).toThrow('Invalid value yes for configuration exactly.once.source.support: give disabled, preparing or enabled');
  });
});

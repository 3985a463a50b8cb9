import { expect, test } from 'vitest';
import { writeSampleText } from '../examples/sample-text.ts';

test('the text has as many lines as wanted, and is the same every time', () => {
  const text = writeSampleText(400);
  expect(text.split('\n')).toHaveLength(401);
  expect(text.startsWith('Day 1. Fog until noon.\n1 paces on')).toBe(true);
  expect(writeSampleText(400)).toBe(text);
});

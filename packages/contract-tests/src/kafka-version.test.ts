import { describe, expect, test } from 'vitest';
import { compareVersions, isWithin, readVersion } from './kafka-version.ts';

describe('a version of Kafka', () => {
  test.each([
    ['4.3.1', '4.3'],
    ['4.3.1-millrace.0.1.0', '4.3'],
    ['2.8.2', '2.8'],
    ['3.10', '3.10'],
    ['v3.9.0', '3.9'],
    ['7.5.0-ccs', '3.5'],
    ['8.1.0-ce', '4.1'],
    ['6.2.1-ccs', '2.8'],
    ['5.4.0-ccs', '2.4'],
    ['4.4.0-SNAPSHOT', '4.4'],
    ['unknown', null],
    ['', null],
  ])('%s is %s', (text, version) => {
    expect(readVersion(text)).toBe(version);
  });

  test('is compared by its numbers', () => {
    expect(compareVersions('3.10', '3.9')).toBeGreaterThan(0);
    expect(compareVersions('2.8', '3.0')).toBeLessThan(0);
    expect(compareVersions('4.3', '4.3')).toBe(0);
  });

  test('lies within a range with both its ends', () => {
    expect(['2.7', '2.8', '3.9', '4.0'].map((version) => isWithin(version as '2.7', '2.8', '3.9'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isWithin('4.3', '2.3')).toBe(true);
  });
});

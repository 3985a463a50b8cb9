import { describe, expect, it } from 'vitest';
import { ConnectDate, ConnectTime, ConnectTimestamp } from './logical.ts';
import { schemas } from './schemas.ts';

describe('ConnectDate', () => {
  it('counts days', () => {
    expect(ConnectDate.fromLogical(ConnectDate.SCHEMA, new Date('2022-01-08T00:00:00Z'))).toBe(19_000);
    expect(ConnectDate.toLogical(ConnectDate.SCHEMA, -1)).toEqual(new Date('1969-12-31T00:00:00Z'));
  });

  it('refuses a time of day, another schema and days that a Date cannot hold', () => {
    expect(() => ConnectDate.fromLogical(ConnectDate.SCHEMA, new Date(-1))).toThrow(
      'Kafka Connect Date type should not have any time fields set to non-zero values.',
    );
    expect(() => ConnectDate.fromLogical(schemas.INT32, new Date(0))).toThrow(
      'Requested conversion of Date object but the schema does not match.',
    );
    expect(() => ConnectDate.toLogical(ConnectDate.SCHEMA, 2 ** 31 - 1)).toThrow('more than a JavaScript Date can hold');
  });
});

describe('ConnectTime', () => {
  it('counts milliseconds of a day, its end included', () => {
    expect(ConnectTime.fromLogical(ConnectTime.SCHEMA, new Date(86_400_000))).toBe(86_400_000);
    expect(ConnectTime.toLogical(ConnectTime.SCHEMA, 3_661_001)).toEqual(new Date(3_661_001));
    expect(() => ConnectTime.fromLogical(ConnectTime.SCHEMA, new Date(86_400_001))).toThrow(
      'Kafka Connect Time type should not have any date fields set to non-zero values.',
    );
    expect(() => ConnectTime.toLogical(ConnectTime.SCHEMA, -1)).toThrow(
      'Time values must use number of milliseconds greater than 0 and less than 86400000',
    );
  });
});

describe('ConnectTimestamp', () => {
  it('counts milliseconds', () => {
    expect(ConnectTimestamp.fromLogical(ConnectTimestamp.SCHEMA, new Date(1.7e12))).toBe(1_700_000_000_000n);
    expect(ConnectTimestamp.toLogical(ConnectTimestamp.SCHEMA, -1n)).toEqual(new Date(-1));
  });

  it('refuses what a Date cannot hold', () => {
    expect(() => ConnectTimestamp.toLogical(ConnectTimestamp.SCHEMA, 8_640_000_000_000_001n)).toThrow(
      '8640000000000001 ms since the epoch are more than a JavaScript Date can hold',
    );
    expect(() => ConnectTimestamp.fromLogical(ConnectTimestamp.SCHEMA, new Date(Number.NaN))).toThrow('holds no time');
  });
});

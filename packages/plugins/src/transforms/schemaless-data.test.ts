import { Float64, javaToString, type SinkRecord, type TransformationPlugin } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { castValue } from './cast.ts';
import { flattenValue } from './flatten.ts';
import { hoistFieldValue } from './hoist-field.ts';
import { insertFieldValue } from './insert-field.ts';
import { maskFieldValue } from './mask-field.ts';
import { replaceFieldValue } from './replace-field.ts';
import { timestampConverterValue } from './timestamp-converter.ts';

const record: SinkRecord = {
  topic: 't',
  partition: 0,
  keySchema: null,
  key: null,
  valueSchema: null,
  value: null,
  timestamp: 1_700_000_000_123,
  headers: [],
  kafkaOffset: 9_007_199_254_740_991,
  timestampType: 'CreateTime',
  originalTopic: 't',
  originalPartition: 0,
  originalKafkaOffset: 1,
};

function transform(plugin: TransformationPlugin, props: Record<string, string>, value: unknown): unknown {
  return plugin.create(props).apply({ ...record, value })?.value;
}

describe('data without a schema', () => {
  it('may be plain objects', () => {
    expect(transform(replaceFieldValue, { renames: 'a:b' }, { a: 1 })).toEqual(new Map([['b', 1]]));
    expect(transform(flattenValue, {}, { a: { b: { c: 1 } } })).toEqual(new Map([['a.b.c', 1]]));
  });

  it('may lack a value altogether', () => {
    expect(transform(hoistFieldValue, { field: 'f' }, undefined)).toEqual(new Map([['f', null]]));
  });

  it('keeps integers of 64 bits exact, and a number where that is exact', () => {
    expect(transform(castValue, { spec: 'int64' }, '9007199254740993')).toBe(9007199254740993n);
    expect(transform(castValue, { spec: 'int64' }, '5')).toBe(5);
    expect(transform(castValue, { spec: 'string' }, 9007199254740993n)).toBe('9007199254740993');
    expect(transform(insertFieldValue, { 'offset.field': 'o' }, new Map())).toEqual(new Map([['o', 9_007_199_254_740_991]]));
  });

  it('tells doubles from integers', () => {
    expect(transform(castValue, { spec: 'float64' }, 1)).toEqual(new Float64(1));
    expect(
      javaToString(
        transform(
          maskFieldValue,
          { fields: 'd,i' },
          new Map<string, unknown>([
            ['i', 5],
            ['d', 2.5],
          ]),
        ),
      ),
    ).toBe('{d=0.0, i=0}');
    expect(transform(castValue, { spec: 'float32' }, 0.1)).toBe(0.1);
  });

  it('holds points in time as integers', () => {
    const props = { 'target.type': 'string', format: 'yyyy-MM-dd', 'unix.precision': 'microseconds' };
    expect(transform(timestampConverterValue, props, 1_700_000_000_123_456)).toBe('2023-11-14');
    expect(() => transform(timestampConverterValue, { ...props, 'unix.precision': 'seconds' }, 1_700_000_000_123_456)).toThrow(
      '1700000000123456000 ms since the epoch (1700000000123456 taken for seconds) are more than a JavaScript Date can hold',
    );
  });
});

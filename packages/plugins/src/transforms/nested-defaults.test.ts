import { SchemaBuilder, schemas, Struct, type SourceRecord, type TransformationPlugin } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { castValue } from './cast.ts';
import { insertFieldValue } from './insert-field.ts';
import { maskFieldValue } from './mask-field.ts';
import { replaceFieldValue } from './replace-field.ts';
import { timestampConverterValue } from './timestamp-converter.ts';

const nested = (): SchemaBuilder => SchemaBuilder.struct().field('x', schemas.INT32);
const standard = new Struct(nested().build()).put('x', 1);
const schema = SchemaBuilder.struct()
  .field('a', schemas.INT64)
  .field('n', nested().defaultValue(standard).optional().build())
  .build();

function transform(plugin: TransformationPlugin, props: Record<string, string>): unknown {
  const record: SourceRecord = {
    topic: 't',
    partition: null,
    sourcePartition: {},
    sourceOffset: {},
    keySchema: null,
    key: null,
    valueSchema: schema,
    value: new Struct(schema).put('a', 3n),
    timestamp: null,
    headers: [],
  };
  return (plugin.create(props).apply(record)!.value as Struct).getWithoutDefault('n');
}

describe('a struct within a struct that is null and has a default', () => {
  it.each<[string, TransformationPlugin, Record<string, string>]>([
    ['ReplaceField', replaceFieldValue, { exclude: 'a' }],
    ['InsertField', insertFieldValue, { 'static.field': 's', 'static.value': 'v' }],
    ['Cast', castValue, { spec: 'a:string' }],
    ['MaskField', maskFieldValue, { fields: 'a' }],
    ['TimestampConverter', timestampConverterValue, { field: 'a', 'target.type': 'Timestamp' }],
  ])('is its default after %s', (_name, plugin, props) => {
    expect((transform(plugin, props) as Struct).get('x')).toBe(1);
    expect(transform(plugin, { ...props, 'replace.null.with.default': 'false' })).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { ConnectTimestamp } from './logical.ts';
import { SchemaBuilder } from './schema-builder.ts';
import { schemas } from './schemas.ts';
import { Struct } from './struct.ts';

const schema = SchemaBuilder.struct()
  .field('id', schemas.INT64)
  .field('name', SchemaBuilder.string().defaultValue('nobody').build())
  .field('note', schemas.OPTIONAL_STRING)
  .build();

describe('Struct', () => {
  it('gives a default for what was not put, but keeps the difference', () => {
    const struct = new Struct(schema).put('id', 1n);
    expect(struct.get('name')).toBe('nobody');
    expect(struct.getWithoutDefault('name')).toBeNull();
    expect(struct.getString('name')).toBeNull();
    expect(struct.get(schema.fields[0]!)).toBe(1n);
    expect(() => struct.validate()).not.toThrow();
    expect(String(struct)).toBe('Struct{id=1}');
  });

  it('takes values that are known to be good as they are', () => {
    const struct = Struct.ofTrusted(schema, [1n, null, 'x']);
    expect([struct.get('id'), struct.get('name'), struct.get('note')]).toEqual([1n, 'nobody', 'x']);
    expect(() => Struct.ofTrusted(schema, [1n])).toThrow('1 values are not one for each of the 3 fields');
  });

  it('refuses what does not fit', () => {
    const struct = new Struct(schema);
    expect(() => struct.validate()).toThrow('Invalid value: null used for required field: "id", schema type: INT64');
    expect(() => struct.put('id', 'one')).toThrow(
      'Invalid Java object for schema with type INT64: class java.lang.String for field: "id"',
    );
    expect(() => struct.put('constructor', 1)).toThrow('constructor is not a valid field name');
    expect(() => struct.getInt32('id')).toThrow("Field 'id' is not of type INT32");
    expect(() => new Struct(schemas.STRING)).toThrow('Not a struct schema: Schema{STRING}');
  });

  it('is equal to one of the same schema and values', () => {
    const make = (note: string | null): Struct => new Struct(schema).put('id', 1n).put('note', note);
    expect(make('a').equals(make('a'))).toBe(true);
    expect(make('a').equals(make(null))).toBe(false);
    expect(make('a').equals('a')).toBe(false);
    // A value that equals the default is still another one.
    expect(make('a').equals(make('a').put('name', 'nobody'))).toBe(false);
  });

  it('holds nested values against their schemas', () => {
    const outer = SchemaBuilder.struct()
      .field('inner', schema)
      .field('list', SchemaBuilder.array(schemas.INT32).build())
      .field('map', SchemaBuilder.map(schemas.STRING, schemas.OPTIONAL_INT32).build())
      .build();
    const other = SchemaBuilder.struct().field('x', schemas.INT8).build();
    const struct = new Struct(outer);
    expect(() => struct.put('inner', new Struct(other))).toThrow('Struct schemas do not match.');
    expect(() => struct.put('inner', new Struct(schema))).toThrow('null used for required field: "id"');
    expect(() => struct.put('list', [1, 'a'])).toThrow('class java.lang.String for element of array field: "list"');
    expect(() => struct.put('list', [null])).toThrow('null used for required element of array field: "list"');
    expect(() => struct.put('map', new Map([[1, 2]]))).toThrow('class java.lang.Integer for key of map field: "map"');
    expect(() => struct.put('map', new Map([['a', 1.5]]))).toThrow('class java.lang.Double for value of map field: "map"');
    expect(() => struct.put('map', new Map([['a', null]]))).not.toThrow();
  });

  it('knows the classes of logical types', () => {
    const logical = SchemaBuilder.struct().field('d', Decimal.schema(2)).field('t', ConnectTimestamp.SCHEMA).build();
    const struct = new Struct(logical).put('d', new Decimal(-150n, 2)).put('t', new Date(0));
    expect(String(struct)).toBe('Struct{d=-1.50,t=Thu Jan 01 00:00:00 UTC 1970}');
    expect(() => struct.put('t', 0n)).toThrow(
      'Invalid Java object for schema "org.apache.kafka.connect.data.Timestamp" with type INT64: class java.lang.Long for field: "t"',
    );
    expect(() => struct.put('t', new Date(Number.NaN))).toThrow('a Date that holds no time');
    expect(() => struct.put('d', new Uint8Array(1))).toThrow('class [B for field: "d"');
  });
});

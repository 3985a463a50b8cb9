import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { SchemaBuilderError } from './errors.ts';
import { SchemaBuilder } from './schema-builder.ts';
import { schemas } from './schemas.ts';

describe('SchemaBuilder', () => {
  it('builds a schema with all its parts', () => {
    const schema = SchemaBuilder.struct()
      .name('com.example.User')
      .version(3)
      .doc('A user.')
      .parameter('b', '2')
      .parameter('a', '1')
      .field('id', schemas.INT64)
      .field('tags', SchemaBuilder.map(schemas.STRING, schemas.OPTIONAL_STRING).optional().build())
      .build();
    expect(schema).toMatchObject({ type: 'STRUCT', optional: false, name: 'com.example.User', version: 3, doc: 'A user.' });
    expect([...(schema.parameters ?? [])]).toEqual([
      ['b', '2'],
      ['a', '1'],
    ]);
    expect(schema.fields.map(({ name, index }) => [name, index])).toEqual([
      ['id', 0],
      ['tags', 1],
    ]);
    expect(schema.field('tags')?.schema.valueSchema).toBe(schemas.OPTIONAL_STRING);
    expect(schema.field('__proto__')).toBeUndefined();
    expect(String(schema)).toBe('Schema{com.example.User:STRUCT}');
    expect(String(schemas.INT8)).toBe('Schema{INT8}');
  });

  it('refuses to set a part to something else', () => {
    expect(() => SchemaBuilder.string().name('a').name('b')).toThrow(
      new SchemaBuilderError('Invalid SchemaBuilder call: name has already been set.'),
    );
    expect(() => SchemaBuilder.string().optional().required()).toThrow('optional has already been set.');
    expect(SchemaBuilder.string().version(1).version(1).build().version).toBe(1);
  });

  it('refuses wrong fields', () => {
    expect(() => SchemaBuilder.string().field('a', schemas.STRING)).toThrow('Cannot create fields on type STRING');
    expect(() => SchemaBuilder.struct().field('', schemas.STRING)).toThrow('fieldName cannot be null.');
    expect(() => SchemaBuilder.struct().field('a', schemas.STRING).field('a', schemas.INT8)).toThrow(
      'Cannot create field because of field name duplication a',
    );
  });

  it('holds a default against what was set before it', () => {
    expect(SchemaBuilder.int32().defaultValue(7).build().defaultValue).toBe(7);
    const error = catchError(() => SchemaBuilder.int32().defaultValue('7'));
    expect(error).toMatchObject({
      message: 'Invalid default value',
      cause: { message: 'Invalid Java object for schema with type INT32: class java.lang.String for value' },
    });
    expect(() => SchemaBuilder.int32().defaultValue(null)).toThrow('Invalid default value');
    expect(() => SchemaBuilder.int32().optional().defaultValue(null)).not.toThrow();
  });
});

describe('schemas', () => {
  it('are equal by all their parts', () => {
    const build = (): SchemaBuilder => SchemaBuilder.struct().field('d', Decimal.schema(2)).field('s', schemas.STRING);
    expect(build().build().equals(build().build())).toBe(true);
    expect(build().build().equals(build().doc('other').build())).toBe(false);
    expect(build().build().equals(build().optional().build())).toBe(false);
    expect(Decimal.schema(2).equals(Decimal.schema(3))).toBe(false);
    expect(schemas.STRING.equals(null)).toBe(false);
  });

  it('compare defaults by value', () => {
    const withDefault = (digits: bigint): ReturnType<SchemaBuilder['build']> =>
      Decimal.builder(2).defaultValue(new Decimal(digits, 2)).build();
    expect(withDefault(150n).equals(withDefault(150n))).toBe(true);
    expect(withDefault(150n).equals(withDefault(151n))).toBe(false);
  });
});

function catchError(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

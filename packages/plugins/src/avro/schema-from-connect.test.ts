import { ConnectTime, Decimal, SchemaBuilder, schemas, type Schema } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { plainSettings } from '../../test/avro-settings.ts';
import { avroSchemaText } from './avro-schema-text.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { schemaFromConnect } from './schema-from-connect.ts';

const textOf = (schema: Schema | null, more: Partial<AvroDataSettings> = {}): string =>
  avroSchemaText(schemaFromConnect(schema, { ...plainSettings, ...more }));

const color = SchemaBuilder.string()
  .name('Color')
  .parameter('io.confluent.connect.avro.Enum', 'com.example.Color')
  .parameter('io.confluent.connect.avro.Enum.RED', 'RED')
  .parameter('io.confluent.connect.avro.Enum.GREEN', 'GREEN')
  .build();

const point = SchemaBuilder.struct().name('com.example.Point').field('x', schemas.INT32).build();

describe('the Avro schema of', () => {
  it.each<[string, Schema | null, string]>([
    ['a string', schemas.STRING, '"string"'],
    ['a 64-bit integer', schemas.INT64, '"long"'],
    ['an optional float', schemas.OPTIONAL_FLOAT32, '["null","float"]'],
    ['a byte', schemas.INT8, '{"type":"int","connect.type":"int8"}'],
    [
      'an optional string with a default',
      SchemaBuilder.string().optional().defaultValue('é"').build(),
      '[{"type":"string","connect.default":"é\\""},"null"]',
    ],
    [
      'what has a name, a version, documentation and parameters',
      SchemaBuilder.float64().name('com.example.Price').version(2).doc('in euros').parameter('a', 'b').build(),
      '{"type":"double","connect.doc":"in euros","connect.version":2,"connect.parameters":{"a":"b"},"connect.name":"com.example.Price"}',
    ],
    [
      'a time of day',
      ConnectTime.SCHEMA,
      '{"type":"int","connect.version":1,"connect.name":"org.apache.kafka.connect.data.Time","logicalType":"time-millis"}',
    ],
    [
      'a decimal whose precision is known',
      Decimal.builder(2).parameter('connect.decimal.precision', '9').build(),
      '{"type":"bytes","scale":2,"precision":9,"connect.version":1,"connect.parameters":{"scale":"2","connect.decimal.precision":"9"},' +
        '"connect.name":"org.apache.kafka.connect.data.Decimal","logicalType":"decimal"}',
    ],
    [
      'an array of optional structs without a name',
      SchemaBuilder.array(SchemaBuilder.struct().optional().field('a', schemas.BOOLEAN).build()).build(),
      '{"type":"array","items":["null",{"type":"record","name":"ConnectDefault","namespace":"io.confluent.connect.avro",' +
        '"fields":[{"name":"a","type":"boolean"}]}]}',
    ],
    [
      'a map of integers',
      SchemaBuilder.map(schemas.INT32, schemas.BYTES).build(),
      '{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro",' +
        '"fields":[{"name":"key","type":"int"},{"name":"value","type":"bytes"}]}}',
    ],
    ['a map of strings', SchemaBuilder.map(schemas.STRING, schemas.INT64).build(), '{"type":"map","values":"long"}'],
    [
      'a struct that occurs twice',
      SchemaBuilder.struct()
        .name('com.example.Line')
        .field('from', point)
        .field('to', SchemaBuilder.array(point).build())
        .build(),
      '{"type":"record","name":"Line","namespace":"com.example","fields":[{"name":"from","type":{"type":"record","name":"Point",' +
        '"fields":[{"name":"x","type":"int"}],"connect.name":"com.example.Point"}},{"name":"to","type":{"type":"array","items":"Point"}}],' +
        '"connect.name":"com.example.Line"}',
    ],
    [
      'a struct with defaults',
      SchemaBuilder.struct()
        .name('D')
        .field('n', SchemaBuilder.int64().defaultValue(9_007_199_254_740_993n).build())
        .field('f', SchemaBuilder.float32().defaultValue(Math.fround(0.1)).build())
        .build(),
      '{"type":"record","name":"D","fields":[{"name":"n","type":{"type":"long","connect.default":9007199254740993},' +
        '"default":9007199254740993},{"name":"f","type":{"type":"float","connect.default":0.1},"default":0.10000000149011612}],"connect.name":"D"}',
    ],
    [
      'a union',
      SchemaBuilder.struct()
        .name('io.confluent.connect.avro.Union')
        .optional()
        .field('int', schemas.OPTIONAL_INT32)
        .field('string', schemas.OPTIONAL_STRING)
        .build(),
      '["null","int","string"]',
    ],
    [
      'an enum that is but a string',
      color,
      '{"type":"string","connect.parameters":{"io.confluent.connect.avro.Enum":"com.example.Color",' +
        '"io.confluent.connect.avro.Enum.RED":"RED","io.confluent.connect.avro.Enum.GREEN":"GREEN"},"connect.name":"Color"}',
    ],
    [
      'data without a schema',
      null,
      '{"type":"record","name":"Anything","namespace":"io.confluent.connect.avro","fields":[{"name":"boolean","type":["null","boolean"],' +
        '"default":null},{"name":"bytes","type":["null","bytes"],"default":null},{"name":"double","type":["null","double"],"default":null},' +
        '{"name":"float","type":["null","float"],"default":null},{"name":"int","type":["null","int"],"default":null},{"name":"long",' +
        '"type":["null","long"],"default":null},{"name":"string","type":["null","string"],"default":null},{"name":"array","type":["null",' +
        '{"type":"array","items":"Anything"}],"default":null},{"name":"map","type":["null",{"type":"array","items":{"type":"record",' +
        '"name":"MapEntry","fields":[{"name":"key","type":"Anything"},{"name":"value","type":"Anything"}]}}],"default":null}]}',
    ],
  ])('%s', (_what, schema, expected) => {
    expect(textOf(schema)).toBe(expected);
  });

  it('an enum is one with enhanced support', () => {
    expect(textOf(color, { enhanced: true, connectMetaData: false })).toBe(
      '{"type":"enum","name":"Color","namespace":"com.example","symbols":["RED","GREEN"]}',
    );
  });

  it('anything says nothing of Connect without connect.meta.data', () => {
    expect(textOf(point, { connectMetaData: false })).toBe(
      '{"type":"record","name":"Point","namespace":"com.example","fields":[{"name":"x","type":"int"}]}',
    );
    expect(textOf(schemas.INT8, { connectMetaData: false })).toBe('"int"');
  });
});

describe('names', () => {
  const odd = SchemaBuilder.struct().name('my-app.1st.Café').field('a b', schemas.INT32).field('a-b', schemas.INT32).build();

  it('are held against the rules of Avro', () => {
    expect(() => textOf(odd)).toThrow(
      'Illegal character in: my-app. Names in Avro are of letters, digits and underscores; scrub.invalid.names=true',
    );
    expect(() => textOf(SchemaBuilder.struct().field('1', schemas.INT32).build())).toThrow('Illegal initial character: 1');
  });

  it('are scrubbed where that is asked for', () => {
    const { name, namespace, fields } = JSON.parse(
      textOf(SchemaBuilder.struct().name('my-app.1st.Café').field('a b', schemas.INT32).build(), { scrubNames: true }),
    ) as Record<string, unknown>;
    expect([name, namespace]).toEqual(['Caf_C3_A9', 'my_app.x1st']);
    expect(fields).toEqual([{ name: 'a_b', type: 'int' }]);
    expect(() => textOf(odd, { scrubNames: true })).toThrow('Duplicate field a_b in record my_app.x1st.Caf_C3_A9');
  });

  it('stand for one schema only', () => {
    const other = SchemaBuilder.struct().name('com.example.Point').field('y', schemas.INT32).build();
    const both = SchemaBuilder.struct().field('a', point).field('b', other).build();
    expect(() => textOf(both)).toThrow("Can't redefine: com.example.Point");
  });
});

describe('what Avro cannot express', () => {
  it('is refused', () => {
    const twice = SchemaBuilder.struct()
      .name('io.confluent.connect.avro.Union')
      .field('a', schemas.OPTIONAL_INT32)
      .field('b', schemas.OPTIONAL_INT16)
      .build();
    expect(() => textOf(twice)).toThrow('Duplicate in union:int');
    expect(() => textOf(SchemaBuilder.arrayOfNull().build())).toThrow('does not say what is in it');
  });
});

import { ConnectDate, ConnectTime, ConnectTimestamp, Decimal, Struct, type Schema } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { plainSettings } from '../../test/avro-settings.ts';
import { createAvroFormat } from './avro-format.ts';
import type { AvroDataSettings } from './connect-props.ts';
import { parseAvroSchema } from './parse-avro-schema.ts';
import { schemaToConnect } from './schema-to-connect.ts';

const schemaOf = (avro: unknown, more: Partial<AvroDataSettings> = {}): Schema =>
  schemaToConnect(parseAvroSchema(JSON.stringify(avro)), null, { ...plainSettings, ...more })!;

/** The value of bytes in hexadecimal digits, and what writing it as its own schema gives. */
function readAndWrite(
  avro: unknown,
  hex: string,
  more: Partial<AvroDataSettings> = {},
): { value: unknown; schema: Schema | null; again: string } {
  const format = createAvroFormat({ ...plainSettings, ...more, failOnTrailingData: true });
  const schema = format.parse(JSON.stringify(avro), new Map());
  const read = schema.createReader(null)(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 0);
  const written = format.fromConnect(read.schema).createWriter(read.schema, false)(new Uint8Array(), read.value);
  return { ...read, again: Buffer.from(written).toString('hex') };
}

const record = (...fields: unknown[]): unknown => ({ type: 'record', name: 'R', namespace: 'com.example', fields });

describe('the Connect schema of', () => {
  it.each<[string, unknown, Schema | string]>([
    ['a date', { type: 'int', logicalType: 'date' }, ConnectDate.SCHEMA],
    ['a time of day', { type: 'int', logicalType: 'time-millis' }, ConnectTime.SCHEMA],
    ['a timestamp', { type: 'long', logicalType: 'timestamp-millis' }, ConnectTimestamp.SCHEMA],
    ['a decimal', { type: 'bytes', logicalType: 'decimal', precision: 64, scale: 3 }, Decimal.schema(3)],
    [
      'a decimal of another precision',
      { type: 'bytes', logicalType: 'decimal', precision: 9 },
      Decimal.builder(0).parameter('connect.decimal.precision', '9').build(),
    ],
    ['microseconds, which Connect has no type for', { type: 'long', logicalType: 'timestamp-micros' }, 'Schema{INT64}'],
    ['a 16-bit integer', { type: 'int', 'connect.type': 'int16' }, 'Schema{INT16}'],
    ['a union of one', ['string'], 'Schema{STRING}'],
    ['an error', { type: 'error', name: 'E', fields: [] }, 'Schema{E:STRUCT}'],
    [
      'a record without a name of its own',
      { type: 'record', name: 'io.confluent.connect.avro.ConnectDefault2', fields: [] },
      'Schema{STRUCT}',
    ],
  ])('%s', (_what, avro, expected) => {
    const schema = schemaOf(avro);
    if (typeof expected === 'string') expect(String(schema)).toBe(expected);
    else expect(schema.equals(expected)).toBe(true);
  });

  it('a field has its default and its documentation', () => {
    const schema = schemaOf(
      record({ name: 'n', type: 'long', default: 5, doc: 'how many' }, { name: 'o', type: ['null', 'int'], default: null }),
    );
    expect(schema.field('n')?.schema.defaultValue).toBe(5n);
    expect([...schema.field('n')!.schema.parameters!]).toEqual([['io.confluent.connect.avro.field.default', 'true']]);
    expect([...schema.parameters!]).toEqual([['io.confluent.connect.avro.field.doc.n', 'how many']]);
    expect(schema.field('o')?.schema).toMatchObject({ optional: true, defaultValue: null, parameters: null });
  });

  it('a field keeps documentation and default alone where types are to have none', () => {
    const schema = schemaOf(record({ name: 'n', type: 'long', default: 5, doc: 'how many' }), { discardTypeDocDefault: true });
    expect(schema.field('n')?.schema).toMatchObject({ doc: 'how many', defaultValue: 5n, parameters: null });
  });

  it('an enum is a string that knows its symbols', () => {
    const schema = schemaOf({
      type: 'enum',
      name: 'Color',
      namespace: 'com.example',
      symbols: ['RED'],
      doc: 'paint',
      default: 'RED',
    });
    expect(schema).toMatchObject({ type: 'STRING', name: 'com.example.Color' });
    expect(Object.fromEntries(schema.parameters!)).toEqual({
      'io.confluent.connect.avro.enum.doc.Color': 'paint',
      'io.confluent.connect.avro.enum.default.Color': 'RED',
      'io.confluent.connect.avro.Enum': 'com.example.Color',
      'io.confluent.connect.avro.Enum.RED': 'RED',
    });
  });

  it.each([
    [false, ['int', 'R', 'fixed', 'Color']],
    [true, ['int', 'com.example.R', 'com.example.fixed', 'com.example.Color']],
  ])('a union is a struct of its types (enhanced: %s)', (enhanced, names) => {
    const schema = schemaOf(
      [
        'null',
        'int',
        record(),
        { type: 'fixed', name: 'com.example.fixed', size: 2 },
        { type: 'enum', name: 'com.example.Color', symbols: ['RED'] },
      ],
      { enhanced },
    );
    expect(schema).toMatchObject({ name: 'io.confluent.connect.avro.Union', optional: true });
    expect(schema.fields.map(({ name }) => name)).toEqual(names);
    expect(schema.fields.every((field) => field.schema.optional)).toBe(true);
  });

  it.each<[unknown, string]>([
    ['null', 'Standalone null schemas are not supported by this converter'],
    [['null'], 'Standalone null schemas are not supported by this converter'],
    ['Missing', '"Missing" is no type'],
    [['int', 'int'], 'Duplicate in union:int'],
    [[['int']], 'Nested union'],
    [{ type: 'record', name: 'R' }, 'no "fields" in R'],
    [record({ name: 'a', type: 'int' }, { name: 'a', type: 'int' }), 'Duplicate field a in record com.example.R'],
    [{ type: 'fixed', name: 'F', size: 'x' }, 'the size of the fixed F is no whole number of bytes'],
    [{ type: 'int', 'connect.version': 'x' }, 'Invalid Connect version found: "x"'],
    [{ type: 'int', 'connect.parameters': { a: 1 } }, 'Expected schema parameter values to be strings but found: 1'],
    [{ type: 'int', logicalType: 'date', 'connect.name': 'Mine' }, 'Mismatched names'],
    [[record(), { type: 'record', name: 'other.R', fields: [] }], 'Multiple union schemas map to the Connect union field name'],
  ])('%j cannot be had', (avro, message) => {
    expect(() => schemaOf(avro)).toThrow(message);
  });
});

describe('data of other writers', () => {
  it('has fixed bytes, in unions too', () => {
    const { value, again } = readAndWrite(
      record({ name: 'u', type: ['null', { type: 'fixed', name: 'F', size: 2 }, 'bytes'] }),
      '02 0102',
    );
    expect(String(value)).toMatch(/^Struct\{u=Struct\{F=\[B/);
    expect(again).toBe('020102');
  });

  it('has decimals in fixed bytes, whose sign fills them', () => {
    const avro = { type: 'fixed', name: 'D', size: 4, logicalType: 'decimal', precision: 9, scale: 2 };
    const { value, again } = readAndWrite(avro, 'fffffb2e');
    expect(value).toEqual(Decimal.parse('-12.34'));
    expect(again).toBe('fffffb2e');
  });

  it('has enums, which stay enums with enhanced support', () => {
    const avro = { type: 'enum', name: 'Color', symbols: ['RED', 'GREEN'] };
    expect(readAndWrite(avro, '02', { enhanced: true })).toMatchObject({ value: 'GREEN', again: '02' });
    expect(readAndWrite(avro, '02').again).toBe('0a475245454e');
  });

  it('has blocks that say their size', () => {
    // Minus two elements, in two bytes.
    expect(readAndWrite({ type: 'array', items: 'int' }, '03 04 02 04 00').value).toEqual([1, 2]);
  });

  it('has maps, whose keys are of the user', () => {
    const { value, again } = readAndWrite({ type: 'map', values: 'long' }, '02 12 5f5f70726f746f5f5f 02 00');
    expect(value).toEqual(new Map([['__proto__', 1n]]));
    expect(again).toBe('02125f5f70726f746f5f5f0200');
  });

  it('has records within themselves', () => {
    const list = {
      type: 'record',
      name: 'List',
      fields: [
        { name: 'v', type: 'int' },
        { name: 'next', type: ['null', 'List'] },
      ],
    };
    const { value, schema, again } = readAndWrite(list, '02 02 04 02 06 00');
    expect(String(value)).toBe('Struct{v=1,next=Struct{v=2,next=Struct{v=3}}}');
    expect(again).toBe('020204020600');
    expect(schema?.equals(readAndWrite(list, '02 00').schema)).toBe(true);
    const inner = (value as Struct).get('next') as Struct;
    expect(() => new Struct(schema!).put('v', 1).put('next', inner).validate()).not.toThrow();
  });

  it('has trees', () => {
    const tree = { type: 'record', name: 'Tree', fields: [{ name: 'children', type: { type: 'array', items: 'Tree' } }] };
    expect(readAndWrite(tree, '04 00 02 00 00 00').again).toBe('040002000000');
  });

  it('has longs to the end of 64 bits', () => {
    expect(readAndWrite('long', 'feffffffffffffffff01')).toMatchObject({ value: 2n ** 63n - 1n, again: 'feffffffffffffffff01' });
    expect(readAndWrite('long', 'ffffffffffffffffff01')).toMatchObject({ value: -(2n ** 63n), again: 'ffffffffffffffffff01' });
    expect(readAndWrite('long', '8080808080808020').value).toBe(2n ** 53n);
  });

  it.each<[string, unknown, string, string]>([
    ['more than an int', 'int', 'ffffffffff01', 'it takes more than 32 bits'],
    ['more than a long', 'long', 'ffffffffffffffffffff01', 'A long takes more than 10 bytes'],
    ['a branch that is not there', ['int', 'string'], '04', 'A union of 2 types has no type 2'],
    ['a symbol that is not there', { type: 'enum', name: 'E', symbols: ['A'] }, '02', 'enum index'],
    ['half a string', 'string', '0461', 'The bytes end before the value does'],
    ['a string of negative length', 'string', '0161', 'The bytes end before the value does'],
    [
      'more elements than there are bytes',
      { type: 'array', items: { type: 'record', name: 'N', fields: [] } },
      'feffffff0f',
      'elements where 0 bytes are left',
    ],
    [
      'no end of records',
      { type: 'record', name: 'L', fields: [{ name: 'n', type: ['L', 'null'] }] },
      '00',
      'Error deserializing Avro message',
    ],
    ['bytes that follow', 'int', '0202', 'Trailing data found'],
  ])('is refused if it has %s', (_what, avro, hex, message) => {
    expect(() => readAndWrite(avro, hex)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal.ts';
import { SchemaBuilder } from './schema-builder.ts';
import { schemas } from './schemas.ts';

describe('Decimal', () => {
  it.each([
    ['0.00', '0.00', '0.00'],
    ['-1.50', '-1.50', '-1.50'],
    ['.5', '0.5', '0.5'],
    ['5.', '5', '5'],
    ['1.5E+10', '1.5E+10', '15000000000'],
    ['0e3', '0E+3', '0'],
    ['0.000001', '0.000001', '0.000001'],
    ['0.0000001', '1E-7', '0.0000001'],
    ['-12345e-10', '-0.0000012345', '-0.0000012345'],
    ['\u0661\u0662', '12', '12'],
  ])('reads %s and prints %s', (text, printed, plain) => {
    expect([String(Decimal.parse(text)), Decimal.parse(text).toPlainString()]).toEqual([printed, plain]);
  });

  it.each(['', ' 1', '1 ', '.', '-', '1e', 'NaN', '0x1', '1_0', '1e2147483648'])('does not read %j', (text) => {
    expect(() => Decimal.parse(text)).toThrow('Not a decimal number');
  });

  it.each([
    [0n, '00'],
    [-1n, 'ff'],
    [127n, '7f'],
    [128n, '0080'],
    [-128n, '80'],
    [-129n, 'ff7f'],
    [-256n, 'ff00'],
    [123456789012345678901n, '06b14e9f812f366c35'],
  ])('writes %s as the bytes %s', (unscaled, hex) => {
    const schema = Decimal.schema(3);
    const bytes = Decimal.fromLogical(schema, new Decimal(unscaled, 3));
    expect(Buffer.from(bytes).toString('hex')).toBe(hex);
    expect(Decimal.toLogical(schema, bytes)).toEqual(new Decimal(unscaled, 3));
  });

  it('wants the schema to say its scale, and the value to have it', () => {
    expect(() => Decimal.fromLogical(Decimal.schema(2), new Decimal(1n, 3))).toThrow(
      'Decimal value has mismatching scale for given Decimal schema. Schema has scale 2, value has scale 3.',
    );
    expect(() => Decimal.toLogical(schemas.BYTES, new Uint8Array(1))).toThrow(
      'Invalid Decimal schema: scale parameter not found.',
    );
    const wrong = SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).parameter('scale', 'two').build();
    expect(() => Decimal.toLogical(wrong, new Uint8Array(1))).toThrow('Invalid scale parameter found in Decimal schema: ');
  });

  it('changes its scale only without loss', () => {
    expect(Decimal.parse('1.50').withScale(1)).toEqual(new Decimal(15n, 1));
    expect(Decimal.parse('1.5').withScale(3)).toEqual(new Decimal(1500n, 3));
    expect(() => Decimal.parse('1.55').withScale(1)).toThrow('Rounding necessary');
    expect(() => Decimal.parse('1e2000000000').withScale(0)).toThrow('too far');
  });

  it('is equal only to the same value with the same scale', () => {
    expect(Decimal.parse('1.0').equals(Decimal.parse('1.0'))).toBe(true);
    expect(Decimal.parse('1.0').equals(Decimal.parse('1.00'))).toBe(false);
    expect(Decimal.parse('-1.50').hashCode()).toBe(-4648);
    expect(Decimal.parse('0.1').toNumber()).toBe(0.1);
  });
});

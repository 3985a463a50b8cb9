import { ConnectSchema, validateValue, type Decimal } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { GENERATOR_FORMS, readGenerator } from './generator-forms.ts';
import { readRowFields, type RowSettings } from './row-fields.ts';
import { createRowMaker } from './row-maker.ts';
import { Row, saltOf } from './row.ts';
import { TEMPLATES } from './templates.ts';

const fieldsOf = (settings: Partial<RowSettings>) =>
  readRowFields({ template: 'users', fields: [], 'key.field': null, ...settings });

/** The first values that a generator makes. */
function valuesOf(text: string, count = 500): unknown[] {
  const generator = readGenerator(text);
  const row = new Row(1n, 0);
  return Array.from({ length: count }, (_, i) => {
    row.moveTo(i, i, 1_000_000 + i);
    const value = generator.kind.typed(generator.value(row, saltOf('f')) as never);
    validateValue(generator.kind.schema, value);
    return value;
  });
}

const numbersOf = (text: string) => valuesOf(text) as number[];

describe('a generator', () => {
  it.each(GENERATOR_FORMS.flatMap(({ name, argument }) => (argument === null ? [name] : [name, `${name}(${argument})`])))(
    '%s makes values of its schema, the same ones again',
    (text) => expect(valuesOf(text)).toEqual(valuesOf(text)),
  );

  it('stays between its bounds and reaches them', () => {
    expect(new Set(numbersOf('int(-2..2)'))).toEqual(new Set([-2, -1, 0, 1, 2]));
    expect(new Set(valuesOf('long(5..6)'))).toEqual(new Set([5n, 6n]));
    expect(new Set(numbersOf('double(0.5..0.7)'))).toEqual(new Set([0.5, 0.6, 0.7]));
    expect(new Set(valuesOf('decimal(-0.1..0.1)').map(String))).toEqual(new Set(['-0.1', '0.0', '0.1']));
    expect(new Set(valuesOf('string(0..3)').map((text) => (text as string).length))).toEqual(new Set([0, 1, 2, 3]));
    expect(new Set(valuesOf('choice(a|b||c d)'))).toEqual(new Set(['a', 'b', '', 'c d']));
    expect(new Set(valuesOf('id(x-|3)'))).toEqual(new Set(['x-1', 'x-2', 'x-3']));
  });

  it('makes whole numbers far apart', () => {
    const values = valuesOf('long(-4503599627370495..4503599627370495)') as bigint[];
    expect(new Set(values).size).toBe(500);
    expect(values.some((value) => value > 2n ** 51n) && values.some((value) => value < -(2n ** 51n))).toBe(true);
    expect(values.some((value) => value % 2n !== 0n)).toBe(true);
  });

  it('counts, and tells the time', () => {
    expect(valuesOf('sequence', 3)).toEqual([1n, 2n, 3n]);
    expect(valuesOf('sequence(-1)', 3)).toEqual([-1n, 0n, 1n]);
    expect(valuesOf('time-ms', 2)).toEqual([1_000_000n, 1_000_001n]);
    expect(valuesOf('timestamp', 1)).toEqual([new Date(1_000_000)]);
  });

  it('makes a decimal of the scale that is written', () => {
    expect((valuesOf('decimal(1..2.000)', 1)[0] as Decimal).scale).toBe(3);
  });

  it('makes UUIDs that are all different', () => {
    const uuids = valuesOf('uuid', 5000) as string[];
    for (const uuid of uuids) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(new Set(uuids).size).toBe(5000);
  });

  it('makes as many nulls as it is told to', () => {
    const nulls = (text: string) => valuesOf(text, 2000).filter((value) => value === null).length;
    expect([nulls('int?0'), nulls('int?1')]).toEqual([0, 2000]);
    expect(Math.abs(nulls('int(0..5)?0.25') - 500)).toBeLessThan(60);
    expect(readGenerator('int?.5').kind.schema.optional).toBe(true);
  });

  it.each([
    ['number', "there is no generator 'number'; there are sequence, int, "],
    ['', "there is no generator ''; there are "],
    ['int(5', "there is no generator 'int(5'"],
    ['int(1)', "'1' is not two numbers with .. between them"],
    ['int(1..2..3)', "'1..2..3' is not two numbers"],
    ['int(a..b)', "'a..b' is not two numbers"],
    ['int(5..1)', "'5..1' ends before it begins"],
    ['int(0..0.5)', "'0..0.5' has a fraction"],
    ['int(0..2147483648)', "'0..2147483648' goes beyond -2147483648..2147483647"],
    ['long(0..9007199254740993)', "'0..9007199254740993' goes beyond"],
    ['double(0..0.0000000001)', 'has more than 9 digits after the point'],
    ['decimal(0..9999999999999999.99)', 'has more digits than can be made'],
    ['sequence(x)', "'x' is not a number"],
    ['string(-1)', 'goes beyond 0..100000'],
    ['string(x)', "'x' is not a number"],
    ['boolean(2)', "'2' is not a number from 0 to 1"],
    ['id(5)', "'5' is not a text, a | and a number above 0"],
    ['id(a|b|5)', "'a|b|5' is not a text, a | and a number above 0"],
    ['uuid(4)', 'uuid takes nothing in brackets'],
    ['int?x', "'x' is not a number from 0 to 1"],
    ['int?', "'' is not a number from 0 to 1"],
  ])('cannot be %s', (text, message) => {
    expect(() => readGenerator(text)).toThrow(RangeError);
    expect(() => readGenerator(text)).toThrow(message);
  });
});

describe('the fields of rows', () => {
  it.each([...TEMPLATES])('are those of the template %s if nothing is chosen', (template, { fields, keyField }) => {
    const chosen = fieldsOf({ template });
    expect([...chosen.fields.keys()]).toEqual(Object.keys(fields));
    expect(chosen.key?.name).toBe(keyField);
  });

  it('are the chosen ones, in their order, and own ones', () => {
    const { fields, key } = fieldsOf({ fields: ['score:int(1..3)', 'email', 'name?0.5'] });
    expect(Array.from(fields, ([name, { kind }]) => `${name} ${String(kind.schema)} ${kind.schema.optional}`)).toEqual([
      'score Schema{INT32} false',
      'email Schema{STRING} false',
      'name Schema{STRING} true',
    ]);
    expect(key?.name).toBe('userid');
  });

  it('say the same, whichever others are chosen', () => {
    const row = new Row(5n, 0);
    row.moveTo(3, 3, 0);
    for (const [template, { fields }] of TEMPLATES) {
      const all = createRowMaker(fieldsOf({ template }), false).value(row) as Map<string, unknown>;
      for (const name of Object.keys(fields)) {
        const one = createRowMaker(fieldsOf({ template, fields: [name] }), false).value(row);
        expect(one).toEqual(new Map([[name, all.get(name)]]));
      }
    }
  });

  it.each([
    ['none if all are own ones', ['a:int'], null, null],
    ['none if asked for none', [], '', null],
    ['an own one of the name that the template gives its key', ['userid:uuid'], null, 'userid'],
    ['one that was asked for', ['a:int', 'b:uuid'], 'b', 'b'],
    ['one of the template that is not in the rows', ['a:int'], 'email', 'email'],
  ])('have as their key %s', (_what, fields, asked, expected) => {
    expect(fieldsOf({ fields, 'key.field': asked }).key?.name ?? null).toBe(expected);
  });

  it('may have names that objects have of themselves', () => {
    const fields = fieldsOf({ fields: ['__proto__:constant(p)', 'constructor:constant(c)'] });
    const row = new Row(0n, 0);
    expect([...(createRowMaker(fields, false).value(row) as Map<string, unknown>)]).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(String(createRowMaker(fields, true).value(row))).toBe('Struct{__proto__=p,constructor=c}');
  });

  it.each([
    [{ fields: ['userid', 'age'] }, "Invalid value age for configuration fields: the template has no field 'age', only userid, "],
    [{ fields: ['constructor'] }, "the template has no field 'constructor'"],
    [{ fields: ['a:int', 'a:uuid'] }, "Invalid value a:uuid for configuration fields: the field 'a' is there twice"],
    [{ fields: ['a:nothing'] }, "Invalid value a:nothing for configuration fields: there is no generator 'nothing'"],
    [{ fields: [''] }, 'Invalid value  for configuration fields: a field has to have a name'],
    [{ fields: [':int'] }, 'a field has to have a name'],
    [{ fields: ['name?2'] }, "'2' is not a number from 0 to 1"],
    [{ 'key.field': 'age' }, 'Invalid value age for configuration key.field: the rows have no such field, only userid, '],
    [{ template: 'none' }, 'Invalid value none for configuration template: There is no such template'],
  ])('cannot be %o', (settings, message) => {
    expect(() => fieldsOf(settings)).toThrow(message);
  });
});

it.each([...TEMPLATES])('rows of %s fit their schemas', (template) => {
  const maker = createRowMaker(fieldsOf({ template }), true);
  const row = new Row(1n, 0);
  for (let i = 0; i < 300; i++) {
    row.moveTo(i, i, i);
    validateValue(maker.valueSchema!, maker.value(row));
    validateValue(maker.keySchema!, maker.key(row));
  }
  expect(maker.valueSchema).toBeInstanceOf(ConnectSchema);
});

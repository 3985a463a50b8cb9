import { SchemaBuilder, schemas, Struct } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { fieldPath } from './field-path.ts';

/** A map in which every path of these steps leads to its last step. */
function nested(...steps: readonly string[]): ReadonlyMap<string, unknown> {
  const [first = '', ...rest] = steps;
  return new Map([[first, rest.length === 0 ? 'found' : nested(...rest)]]);
}

describe('a field path', () => {
  it.each([
    ['foo.bar', ['foo', 'bar']],
    ['foo', ['foo']],
    ['foo..bar', ['foo', '', 'bar']],
    ['foo.', ['foo', '']],
    ['.foo', ['', 'foo']],
    ['`foo.bar`.baz', ['foo.bar', 'baz']],
    ['foo.`bar.baz`', ['foo', 'bar.baz']],
    ['`foo.bar\\`.baz`', ['foo.bar`.baz']],
    ['`foo`bar`', ['foo`bar']],
    ['foo`.bar', ['foo`', 'bar']],
    ['``.a', ['', 'a']],
  ])('of syntax V2, %s, has the steps %j', (path, steps) => {
    expect(fieldPath(path, 'v2').valueInMap(nested(...steps))).toBe('found');
  });

  it.each(['`foo', '`foo\\`', 'a.`b.c', '`foo.bar`baz'])('refuses backticks that do not pair: %s', (path) => {
    expect(() => fieldPath(path, 'V2')).toThrow(`Incomplete backtick pair in path: [${path}]`);
  });

  it('takes the whole text for a name in syntax V1', () => {
    expect(fieldPath('a.`b', 'V1').valueInMap(new Map([['a.`b', 1]]))).toBe(1);
  });

  it('refuses a path without steps', () => {
    expect(() => fieldPath('', 'V2')).toThrow('A path of syntax V2 must have at least one step');
  });

  it('leads through structs, with their defaults, and ends where there is none', () => {
    const inner = SchemaBuilder.struct().field('x', SchemaBuilder.int32().defaultValue(7).build()).build();
    const outer = SchemaBuilder.struct().field('n', inner).field('o', schemas.OPTIONAL_STRING).build();
    const struct = new Struct(outer).put('n', new Struct(inner));
    const path = fieldPath('n.x', 'V2');
    expect([path.valueInStruct(struct, true), path.valueInStruct(struct, false)]).toEqual([7, null]);
    expect(path.fieldIn(outer)?.schema).toBe(inner.field('x')?.schema);
    expect(fieldPath('z.x', 'V2').fieldIn(outer)).toBeUndefined();
    expect(fieldPath('o.x', 'V2').valueInStruct(struct, true)).toBeNull();
    expect(() => fieldPath('o.x', 'V2').fieldIn(outer)).toThrow('Cannot look up fields on non-struct type');
  });

  it('reads plain objects as maps', () => {
    expect(fieldPath('a.b', 'V2').valueInMap(new Map([['a', { b: 1 }]]))).toBe(1);
  });
});

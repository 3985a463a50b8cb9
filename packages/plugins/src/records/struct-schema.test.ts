import { SchemaBuilder, schemas } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { copyBasics, fieldsOf, perSchema } from './struct-schema.ts';

describe('what is derived from a schema', () => {
  it('is worked out once for each schema', () => {
    const derived: unknown[] = [];
    const derive = perSchema((schema) => derived.push(schema));
    for (const schema of [schemas.STRING, schemas.INT32, schemas.STRING, schemas.STRING, schemas.INT32]) derive(schema);
    expect(derived).toEqual([schemas.STRING, schemas.INT32]);
  });

  it('is tried again after a failure', () => {
    let tries = 0;
    const derive = perSchema(() => {
      tries += 1;
      throw new Error('no');
    });
    expect(() => derive(schemas.STRING)).toThrow('no');
    expect(() => derive(schemas.STRING)).toThrow('no');
    expect(tries).toBe(2);
  });
});

describe('the basics of a schema', () => {
  it('are its name, version, documentation and parameters', () => {
    const source = SchemaBuilder.int32().name('n').version(2).doc('d').parameter('p', 'v').optional().build();
    expect(
      copyBasics(source).build().equals(SchemaBuilder.int32().name('n').version(2).doc('d').parameter('p', 'v').build()),
    ).toBe(true);
  });

  it('do not make a struct of something else', () => {
    expect(() => fieldsOf(schemas.STRING)).toThrow('Cannot list fields on non-struct type');
  });
});

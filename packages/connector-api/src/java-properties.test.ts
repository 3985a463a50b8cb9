import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJavaProperties, parseJavaPropertiesBytes, PropertiesSyntaxError } from './java-properties.ts';

interface Vector {
  readonly id: string;
  readonly kind: 'properties' | 'properties-reader';
  readonly bytes?: string;
  readonly text?: string;
  readonly out?: Readonly<Record<string, string>>;
  readonly error?: { readonly exception: string; readonly message: string };
}

const vectors = readFileSync(new URL('../test/fixtures/java-properties.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Vector);

const load = (vector: Vector): Map<string, string> =>
  vector.kind === 'properties'
    ? parseJavaPropertiesBytes(Buffer.from(vector.bytes!, 'base64'))
    : parseJavaProperties(vector.text!);

describe('Java properties', () => {
  it.each(vectors.map((vector) => [vector.id, vector] as const))('reads %s as java.util.Properties does', (_id, vector) => {
    if (vector.error !== undefined) {
      expect(() => load(vector)).toThrow(vector.error.message);
      return;
    }
    expect(Object.fromEntries(load(vector))).toEqual(vector.out);
  });

  it('keeps __proto__ and constructor as ordinary keys', () => {
    expect([...parseJavaProperties('__proto__=a\nconstructor=b')]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('tells the line of a malformed escape', () => {
    try {
      parseJavaProperties('a=1\n\nb=\\u00zz\n');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PropertiesSyntaxError);
      expect((error as PropertiesSyntaxError).line).toBe(3);
    }
  });

  it('drops a backslash at the end of the file', () => {
    expect([...parseJavaProperties('a=1\\')]).toEqual([['a', '1']]);
    expect([...parseJavaProperties('a=1\\\n  2')]).toEqual([['a', '12']]);
    expect([...parseJavaProperties('\\\n\\\n# c')]).toEqual([['#', 'c']]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JavaStreamError, readJavaByteMap } from './java-byte-map.ts';

/** Written by Java's ObjectOutputStream. */
const file = readFileSync(new URL('../../test/fixtures/connect-standalone.offsets', import.meta.url));
const texts = (bytes: Uint8Array) =>
  readJavaByteMap(bytes).map((pair) => pair.map((part) => (part === null ? null : Buffer.from(part).toString())));
const changed = (at: number, byte: number) => {
  const copy = Uint8Array.from(file);
  copy[at] = byte;
  return copy;
};

describe('a map of byte arrays that Java has serialized', () => {
  it('is read with its null values and its long numbers', () => {
    expect(texts(file)).toEqual([
      ['["db",{"table":"t","shard":2}]', '{"id":7}'],
      ['["gone",{"filename":"/x"}]', null],
      ['["in",{"filename":"/data/in.txt"}]', '{"position":9007199254740993}'],
    ]);
  });

  it('may hold an array twice, and nothing at all', () => {
    const head = file.subarray(0, 0x4d);
    const none = Buffer.concat([head, Buffer.from([0, 0, 0, 0, 0x78])]);
    expect(texts(none)).toEqual([]);
    const one = '757200025b42acf317f8060854e002000078700000000161';
    const twice = Buffer.concat([head, Buffer.from(`00000001${one}71007e000378`, 'hex')]);
    expect(texts(twice)).toEqual([['a', 'a']]);
  });

  it('is refused when it is something else, at whatever byte it ends or goes wrong', () => {
    expect(() => readJavaByteMap(Buffer.from('hello, world'))).toThrow('it does not begin as a Java serialization stream');
    expect(() => readJavaByteMap(changed(0x12, 0x62))).toThrow('it holds a java.util.bashMap, not a java.util.HashMap');
    for (let length = 0; length < file.length; length++) {
      expect(() => readJavaByteMap(file.subarray(0, length))).toThrow(JavaStreamError);
    }
    for (let at = 0; at < file.length; at++) {
      try {
        readJavaByteMap(changed(at, 0xff));
      } catch (error) {
        expect(error).toBeInstanceOf(JavaStreamError);
      }
    }
  });
});

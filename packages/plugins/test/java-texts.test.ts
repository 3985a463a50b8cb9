import { javaToString, type Schema } from '@millrace/connector-api';
import { describe, expect } from 'vitest';
import { jsonConverter } from '../src/converters/json-converter.ts';
import { simpleHeaderConverter } from '../src/converters/simple-header-converter.ts';
import { stringConverter } from '../src/converters/string-converter.ts';
import { readVectors, testVectors } from './vectors.ts';

interface JsonDocument {
  readonly id: string;
  readonly bytes: string;
  readonly error?: true;
  /** What Java prints of the value. */
  readonly text?: string;
}

interface HeaderText {
  readonly id: string;
  readonly text: string;
  /** In short, with the epoch milliseconds of a date behind it; null where Java answers nothing. */
  readonly schema: string | null;
  readonly back: string | null;
}

interface MalformedText {
  readonly id: string;
  readonly bytes: string;
  readonly utf8: string;
  readonly utf16: string;
}

describe('JSON documents, well-formed or not, without a schema', () => {
  const converter = jsonConverter.create({ 'schemas.enable': 'false' }, { use: 'value' });
  testVectors(readVectors<JsonDocument>('json-documents.jsonl'), ({ bytes, error, text }) => {
    const read = (): string => javaToString(converter.toConnectData('t', Buffer.from(bytes, 'base64')).value);
    if (error) expect(read).toThrow('Converting byte[] to Kafka Connect data failed due to serialization error: ');
    else expect(read()).toBe(text);
  });
});

describe('what texts of headers stand for', () => {
  const converter = simpleHeaderConverter.create();
  testVectors(readVectors<HeaderText>('header-texts.jsonl'), ({ text, schema: expected, back }) => {
    const { schema, value } = converter.toConnectHeader('t', 'h', Buffer.from(text));
    const written = converter.fromConnectHeader('t', 'h', schema, value);
    expect({
      schema: schema === null ? null : inShort(schema) + (value instanceof Date ? ` ${value.getTime()}` : ''),
      back: written === null ? null : Buffer.from(written).toString(),
    }).toEqual({ schema: expected, back });
  });
});

describe('texts that are malformed', () => {
  const read = (encoding: string, bytes: string): unknown => {
    const converter = stringConverter.create({ 'converter.encoding': encoding }, { use: 'value' });
    return converter.toConnectData('t', Buffer.from(bytes, 'base64')).value;
  };
  testVectors(readVectors<MalformedText>('malformed-texts.jsonl'), ({ bytes, utf8, utf16 }) => {
    expect({ utf8: read('UTF-8', bytes), utf16: read('UTF-16', bytes) }).toEqual({ utf8, utf16 });
  });
});

function inShort(schema: Schema | null): string {
  if (schema === null) return '-';
  const name = schema.name === null ? '' : `:${schema.name.replace(/.*\./, '')}`;
  const parameters = Array.from(schema.parameters ?? [], ([key, value]) => `{${key}=${value}}`).join('');
  return schema.type + name + parameters + innerInShort(schema);
}

function innerInShort({ type, keySchema, valueSchema }: Schema): string {
  if (type === 'ARRAY') return `<${inShort(valueSchema)}>`;
  return type === 'MAP' ? `<${inShort(keySchema)},${inShort(valueSchema)}>` : '';
}

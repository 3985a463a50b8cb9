import { ConnectError, PendingError } from '@millrace/connector-api';
import type { Schema } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { sourceRecord, text, textConverters } from './runner-rig.case.ts';
import { sourceLetters } from './source-dead-letters.ts';

const refusing = {
  fromConnectData(): Uint8Array {
    throw new ConnectError('refused');
  },
  toConnectData: () => ({ schema: null, value: null }),
};
const header = (key: string, value: unknown) => ({ key, schema: null, value });

describe('the dead letter of a source record', () => {
  it('is the record as it was polled, by the converters of the connector', async () => {
    const record = sourceRecord('v', { key: 'k', timestamp: 12, headers: [header('h', 'x')], partition: 3 });
    const letter = await sourceLetters(textConverters(), 'dead')(record);
    expect([text(letter.key), text(letter.value), letter.timestamp]).toEqual(['k', 'v', 12]);
    expect(letter.headers.map(({ key, value }) => [key, text(value)])).toEqual([['h', 'x']]);
    expect(letter.origin).toEqual([
      ['topic', 'out'],
      ['partition', '3'],
      ['source.partition', '{file=f}'],
      ['source.offset', '{at=v}'],
    ]);
  });

  it('has no more than there is', async () => {
    const letter = await sourceLetters(textConverters(), 'dead')(sourceRecord(null, { timestamp: -1 }));
    expect(letter).toMatchObject({ key: null, value: null, timestamp: null, headers: [] });
    expect(letter.origin.map(([name]) => name)).toEqual(['topic', 'source.partition', 'source.offset']);
  });

  it('is text where the converters cannot convert it', async () => {
    const converters = { ...textConverters(), value: { converterClass: 'Refusing', converter: refusing } };
    const letter = await sourceLetters(converters, 'dead')(sourceRecord({ a: 1, b: ['x', null] }));
    expect(text(letter.value)).toBe('{a=1, b=[x, null]}');
  });

  it('is converted for the topic of the queue, and waits for a converter that asks elsewhere', async () => {
    const asked: string[] = [];
    const converter = {
      ...refusing,
      fromConnectData(topic: string, _schema: Schema | null, value: unknown) {
        asked.push(topic);
        if (asked.length === 1) throw new PendingError('a schema', Promise.resolve());
        return Buffer.from(String(value));
      },
    };
    const converters = { ...textConverters(), value: { converterClass: 'Asking', converter } };
    const letter = await sourceLetters(converters, 'dead')(sourceRecord('v'));
    expect([text(letter.value), asked]).toEqual(['v', ['dead', 'dead']]);
  });
});

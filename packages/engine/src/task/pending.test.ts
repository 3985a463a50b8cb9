import { DataError, PendingError, schemas } from '@millrace/connector-api';
import type { Converter, HeaderConverter } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../model/manual-clock.case.ts';
import { startPassage } from './passage.ts';
import { whenReady } from './pending.ts';
import { bytes, consumedBatch, sourceRecord, text, textConverters } from './runner-rig.case.ts';
import { convertFromBytes } from './sink-conversion.ts';
import { convertToBytes } from './source-conversion.ts';
import { createTolerance } from './tolerance.ts';

/** A converter of text that has to ask somebody about each first letter, once. */
function askingConverter() {
  const known = new Map<string, string>();
  const asked: string[] = [];
  const ask = (letter: string): string => {
    const answer = known.get(letter);
    if (answer !== undefined) return answer;
    asked.push(letter);
    const wait = async (): Promise<void> => {
      await Promise.resolve();
      if (letter === 'x') throw new DataError('nobody knows x');
      known.set(letter, letter.toUpperCase());
    };
    throw new PendingError(`the meaning of ${letter}`, wait());
  };
  const write = (value: unknown): Uint8Array => bytes(ask(String(value).slice(0, 1)) + String(value));
  const read = (value: Uint8Array | null) => ({ schema: schemas.STRING, value: ask((text(value) ?? '').slice(0, 1)) });
  const converter: Converter & HeaderConverter = {
    fromConnectData: (_topic, _schema, value) => write(value),
    toConnectData: (_topic, value) => read(value),
    fromConnectBatch: (_topic, _schemas, values) => values.map(write),
    toConnectBatch: (_topic, values) => ({ schemas: schemas.STRING, values: values.toArray().map((each) => read(each).value) }),
    fromConnectHeader: (_topic, _key, _schema, value) => write(value),
    toConnectHeader: (_topic, _key, value) => read(value),
  };
  const converters = {
    ...textConverters(),
    value: { converterClass: 'Asking', converter },
    header: { converterClass: 'Asking', converter },
  };
  return { asked, converters };
}

function handling<Origin>(origin: (index: number) => Origin, tolerance: 'none' | 'all' = 'none') {
  const settings = { tolerance, retryTimeoutMs: 0, retryDelayMaxMs: 0 };
  const signal = new AbortController().signal;
  return { tolerance: createTolerance<Origin>({ settings, reporters: [], clock: createManualClock(), signal }), origin };
}

describe('a converter that has to ask', () => {
  it('is waited for by a source, and asks once for each thing', async () => {
    const { asked, converters } = askingConverter();
    const records = ['a1', 'b1', 'a2'].map((value) => sourceRecord(value));
    const passage = startPassage(records.length);
    const [rows] = await convertToBytes(
      converters,
      records,
      passage,
      handling((index) => records[index]!),
    );
    expect(rows?.batch.values.map(text)).toEqual(['Aa1', 'Bb1', 'Aa2']);
    expect([...new Set(asked)]).toEqual(['a', 'b']);
  });

  it('is waited for with headers as well', async () => {
    const { converters } = askingConverter();
    const records = [sourceRecord('a1', { headers: [{ key: 'h', schema: null, value: 'c' }] })];
    const [rows] = await convertToBytes(
      converters,
      records,
      startPassage(1),
      handling((index) => records[index]!),
    );
    expect(rows?.batch.headers?.[0]?.map(({ value }) => text(value))).toEqual(['Cc']);
  });

  it('is waited for by a sink, which drops what the answer is no for', async () => {
    const { converters } = askingConverter();
    const batch = consumedBatch(['a', 'x', 'b']);
    const passage = startPassage(3);
    const records = await convertFromBytes(
      converters,
      batch,
      passage,
      handling((index) => ({ batch, index }), 'all'),
    );
    expect([records[0]?.value, records[2]?.value]).toEqual(['A', 'B']);
    expect(passage.gone).toEqual(Uint8Array.of(0, 1, 0));
  });
});

describe('whenReady', () => {
  it('answers without a wait where there is nothing to wait for', async () => {
    expect(await whenReady(() => 1)).toBe(1);
    await expect(
      whenReady(() => {
        throw new DataError('bad');
      }),
    ).rejects.toThrow('bad');
  });
});

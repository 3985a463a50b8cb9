import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compressions } from '../record-batch.ts';
import { compress, decompress } from './compression.ts';
import { FetchedRecords } from './fetched-records.ts';

interface Golden {
  readonly id: string;
  readonly base_offset: number;
  readonly compression: string;
  readonly control: boolean;
  readonly records: readonly { readonly offset: number; readonly key: string | null; readonly value: string | null }[];
  readonly bytes: string;
}

const golden: Golden[] = readFileSync(new URL('../../../test/fixtures/record-batches.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

const base64 = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('base64'));

describe('fetched records', () => {
  it.each(golden.filter(({ control }) => !control))('are those of $id ($compression)', async (batch) => {
    const fetched = new FetchedRecords(Buffer.from(batch.bytes, 'base64'), [], batch.base_offset);
    const taken = await fetched.take(1000);
    expect(taken?.records.offsets ?? []).toEqual(batch.records.map(({ offset }) => offset));
    expect(taken?.records.keys.map(base64) ?? []).toEqual(batch.records.map(({ key }) => key));
    expect(taken?.records.values.map(base64) ?? []).toEqual(batch.records.map(({ value }) => value));
  });

  it('step over markers', async () => {
    const marker = golden.find(({ control }) => control)!;
    const fetched = new FetchedRecords(Buffer.from(marker.bytes, 'base64'), [], marker.base_offset);
    expect(await fetched.take(10)).toBeNull();
    expect(fetched.position).toBe(marker.base_offset + 1);
  });
});

describe('compression', () => {
  it.each(compressions)('by %s gives back what it was given', async (name) => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('x'), Buffer.from('Lorem ipsum '.repeat(20_000))]) {
      expect(await decompress(name, await compress(name, bytes))).toEqual(bytes);
    }
  });

  it('says so when it cannot be read', async () => {
    for (const name of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
      await expect(decompress(name, Buffer.from('no such thing')), name).rejects.toThrow(`cannot be decompressed by ${name}`);
    }
  });
});

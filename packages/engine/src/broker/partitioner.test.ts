import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { murmur2, Partitioner, partitionForKey } from './partitioner.ts';

interface GoldenKey {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly murmur2: number;
  /** By number of partitions; of a source offset's key, the source partition. */
  readonly partition: Readonly<Record<string, number>>;
  readonly partition_of_25?: number;
}

const golden: GoldenKey[] = readFileSync(new URL('../../test/fixtures/partitioner.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenKey);

describe('the partition of a key', () => {
  it.each(golden)('is the one that Kafka chose for $id', (vector) => {
    const key = Buffer.from(vector.key, 'base64');
    expect(murmur2(key)).toBe(vector.murmur2);
    const partitions = Object.entries(vector.partition_of_25 === undefined ? vector.partition : { 25: vector.partition_of_25 });
    for (const [count, partition] of partitions) expect(partitionForKey(key, Number(count)), count).toBe(partition);
  });
});

describe('records without a key', () => {
  it('go to one partition for a while, then to the next', () => {
    const partitioner = new Partitioner();
    const chosen = Array.from({ length: 1000 }, () => partitioner.partition('t', null, 3));
    const counts = [0, 1, 2].map((partition) => chosen.filter((other) => other === partition).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(100);
    expect(new Set(chosen.slice(0, 100)).size).toBe(1);
  });

  it('leave a partition that is not there any more', () => {
    const partitioner = new Partitioner();
    for (let i = 0; i < 350; i++) partitioner.partition('t', null, 5);
    expect(partitioner.partition('t', null, 2)).toBeLessThan(2);
  });
});

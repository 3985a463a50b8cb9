import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts';

type Places = readonly (readonly [topic: string, partition: number])[];

interface Golden {
  readonly id: string;
  readonly kind: 'subscription' | 'assignment';
  readonly version: number;
  readonly subscription?: {
    readonly topics: readonly string[];
    readonly userData?: string | null;
    readonly ownedPartitions?: Places;
    readonly generationId?: number;
    readonly rackId?: string | null;
  };
  readonly assignment?: { readonly partitions: Places; readonly userData: string | null };
  readonly bytes: string;
  readonly read_back: {
    readonly topics?: readonly string[];
    readonly partitions?: Places;
    readonly userData: string | null;
    readonly ownedPartitions?: Places;
    readonly generationId?: number;
    readonly rackId?: string | null;
  };
}

const golden: Golden[] = readFileSync(new URL('../../../test/fixtures/consumer-protocol.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

const places = (pairs: Places = []) => pairs.map(([topic, partition]) => ({ topic, partition }));
const bytes = (base64: string | null | undefined) =>
  base64 === null || base64 === undefined ? null : Buffer.from(base64, 'base64');

describe('the protocol between consumers', () => {
  it.each(golden.filter(({ kind }) => kind === 'subscription'))(
    'writes and reads the subscription of $id as Java does',
    (vector) => {
      const { topics, userData, ownedPartitions, generationId, rackId } = vector.subscription!;
      const written = encodeSubscription(
        {
          topics,
          userData: bytes(userData),
          ownedPartitions: places(ownedPartitions),
          generationId: generationId ?? -1,
          rackId: rackId ?? null,
        },
        vector.version,
      );
      expect(written.toString('base64')).toBe(vector.bytes);
      const back = vector.read_back;
      expect(decodeSubscription(written)).toEqual({
        topics: back.topics,
        userData: bytes(back.userData),
        ownedPartitions: places(back.ownedPartitions),
        generationId: back.generationId,
        rackId: back.rackId,
      });
    },
  );

  it.each(golden.filter(({ kind }) => kind === 'assignment'))('writes and reads the assignment of $id as Java does', (vector) => {
    const { partitions, userData } = vector.assignment!;
    const written = encodeAssignment({ partitions: places(partitions), userData: bytes(userData) }, vector.version);
    expect(written.toString('base64')).toBe(vector.bytes);
    const back = vector.read_back;
    expect(decodeAssignment(written)).toEqual({ partitions: places(back.partitions), userData: bytes(back.userData) });
  });
});

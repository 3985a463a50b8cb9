import { readFileSync } from 'node:fs';
import { ConnectError } from '@millrace/connector-api';
import { expect, it } from 'vitest';

/** An error of Java. */
export interface ErrorSpec {
  readonly class: string;
  readonly message: string | null;
}

interface Vector {
  readonly id: string;
}

interface KnownDifference {
  readonly ids: readonly string[];
  readonly reason: string;
}

/** The vectors of a file, one JSON object a line. Each is a conversion that Apache Kafka's own classes have made. */
export function readVectors<T extends Vector>(name: string): T[] {
  return readFixture(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/**
 * A test for each vector. Those that `known-differences.json` lists, with the reason for which this implementation differs on
 * purpose, have to fail: what is listed and passes is an entry too many.
 */
export function testVectors<T extends Vector>(vectors: readonly T[], check: (vector: T) => void | Promise<void>): void {
  const differences = JSON.parse(readFixture('known-differences.json')) as KnownDifference[];
  for (const vector of vectors) {
    const known = differences.find(({ ids }) => ids.includes(vector.id));
    if (known === undefined) it(`${vector.id} is as in Apache Kafka`, () => check(vector));
    else it(`${vector.id} differs: ${known.reason}`, () => expect(async () => check(vector)).rejects.toThrow());
  }
}

/** Holds an error against that of Java. Classes of the JDK are accidents there: that an error is thrown is all that counts then. */
export async function expectError(run: () => unknown, { class: javaClass, message }: ErrorSpec): Promise<void> {
  const error = await caught(run);
  if (!javaClass.startsWith('org.apache.kafka.')) return;
  expect(error).toBeInstanceOf(ConnectError);
  expect({ class: (error as ConnectError).javaClass, message: error.message }).toEqual({ class: javaClass, message });
}

async function caught(run: () => unknown): Promise<Error> {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('No error was thrown.');
}

function readFixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

import { readFileSync } from 'node:fs';

/** One JSON object a line. */
export function readVectors<T>(name: string): T[] {
  return readText(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/** The vectors in which this implementation differs on purpose, with the reason. */
export function readKnownDifferences(): ReadonlyMap<string, string> {
  const differences = JSON.parse(readText('known-differences.json')) as { id: string; reason: string }[];
  return new Map(differences.map(({ id, reason }) => [id, reason]));
}

function readText(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

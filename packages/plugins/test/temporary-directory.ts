import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A directory of its own for each test; the answer makes a path in it. */
export function useTemporaryDirectory(): (name: string) => string {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millrace-plugins-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  return (name) => join(directory, name);
}

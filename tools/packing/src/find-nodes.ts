import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface NodeOnThisMachine {
  readonly path: string;
  readonly major: number;
}

/** One Node of each major version from `oldest` on, of those on the PATH and the one that runs this, oldest first. */
export async function findNodes(oldest: number): Promise<NodeOnThisMachine[]> {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  const found = new Map<number, NodeOnThisMachine>();
  for (const path of [process.execPath, ...new Set(places)]) {
    const major = await majorOf(path);
    if (major !== undefined && major >= oldest && !found.has(major)) found.set(major, { path, major });
  }
  return [...found.values()].toSorted((a, b) => a.major - b.major);
}

async function majorOf(path: string): Promise<number | undefined> {
  try {
    await access(path);
    const { stdout } = await run(path, ['--version']);
    return Number(/^v(\d+)\./.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}

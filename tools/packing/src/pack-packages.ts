import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Packs built packages, given by their folders in the repository, into `destination`, and gives the tarballs' paths in the same order. */
export async function packPackages(folders: readonly string[], destination: string): Promise<string[]> {
  const tarballs: string[] = [];
  for (const folder of folders) {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
    const { stdout } = await run('npm', args, { cwd: join(root, folder) });
    tarballs.push(join(destination, filenameOf(JSON.parse(stdout))));
  }
  return tarballs;
}

/** npm 12 has an object by name where earlier ones had an array. */
function filenameOf(answer: unknown): string {
  const [packed] = Object.values(answer as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error('npm pack packed nothing');
  return packed.filename;
}

import { join } from 'node:path';
import { compareFiles, type Drift } from './compare-files.ts';
import { generate, readGenerated } from './generate.ts';

/** Generates from a repository's contract and tells how the generated files that stand in the repository differ. */
export async function findDrift(root: string, contractFile = join(root, 'openapi/connect.yaml')): Promise<Drift[]> {
  return compareFiles(await generate(contractFile), await readGenerated(root));
}

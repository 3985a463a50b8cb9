import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './boundaries.ts';
import { rules } from './boundary-rules.ts';
import { importsOf } from './imports.ts';

/** Every TypeScript file of the repository that a person or the generator wrote, relative to `root`. */
export async function sourceFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  const exclude = (name: string) => /(^|\/)(node_modules|dist|fixtures)$/.test(name);
  for await (const file of glob('{packages,apps,tools}/*/**/*.ts', { cwd: root, exclude })) {
    if (!/\/(node_modules|dist|fixtures)\//.test(file)) files.push(file);
  }
  return files.toSorted();
}

export async function checkBoundaries(root: string): Promise<string[]> {
  return violations(await importsOf(root, await sourceFiles(root)), rules);
}

if (import.meta.main) {
  const found = await checkBoundaries(fileURLToPath(new URL('../../../', import.meta.url)));
  for (const sentence of found) console.error(sentence);
  console.log(`import rules: ${found.length} violations`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

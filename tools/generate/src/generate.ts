import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { bundleContract } from './bundle-contract.ts';
import { describeReferences } from './describe-references.ts';
import { emitDocument } from './emit-document.ts';
import { emitOperations } from './emit-operations.ts';
import { emitYaml } from './emit-yaml.ts';
import { generateCode } from './generate-code.ts';

/** Folders that hold generated files and nothing else, relative to the repository. */
export const generatedFolders = [
  'packages/contract/src/generated',
  'packages/client/src/generated',
  'apps/worker/src/generated',
] as const;

/** Generated files by their paths relative to the repository. */
export type Files = ReadonlyMap<string, string>;

/** Lints and bundles the contract and generates everything from it, in memory. */
export async function generate(contractFile: string): Promise<Files> {
  const document = await bundleContract(contractFile);
  const root = await mkdtemp(join(tmpdir(), 'millrace-generate-'));
  const [types, client, server] = generatedFolders.map((folder) => join(root, folder)) as [string, string, string];
  try {
    await generateCode(describeReferences(document), { types, client, server });
    for (const folder of [client, server]) await rm(join(folder, 'types.gen.ts'));
    await writeFile(join(types, 'openapi-document.gen.ts'), emitDocument(document));
    await writeFile(join(types, 'openapi.gen.yaml'), emitYaml(document));
    await writeFile(join(types, 'operations.gen.ts'), emitOperations(document));
    return renameIndexes(await readGenerated(root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The fetch client comes with one module whose name does not say that it is generated. */
function renameIndexes(files: Files): Files {
  const rename = (text: string) => text.replaceAll('/client/index.ts', '/client/index.gen.ts');
  return new Map([...files].map(([path, text]) => [rename(path), rename(text)]));
}

/** Everything that stands in the generated folders of a repository. */
export async function readGenerated(root: string): Promise<Files> {
  const files = new Map<string, string>();
  for (const folder of generatedFolders) {
    for (const file of await filesBelow(join(root, folder)))
      files.set(relative(root, file).replaceAll('\\', '/'), await readFile(file, 'utf8'));
  }
  return files;
}

/** Makes the generated folders of a repository hold exactly these files. */
export async function writeGenerated(root: string, files: Files): Promise<void> {
  for (const folder of generatedFolders) await rm(join(root, folder), { recursive: true, force: true });
  for (const [path, text] of files) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

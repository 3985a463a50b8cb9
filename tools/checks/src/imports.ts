import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** One module that another names in an import, an export or an `import()`; type-only ones count too. */
export interface Import {
  /** Path of the importing file, relative to the root, with forward slashes. */
  readonly from: string;
  /** What stands in the source. */
  readonly specifier: string;
  /** The path of the imported file relative to the root, for a relative import; null for a package. */
  readonly target: string | null;
}

/** All imports of these files. */
export async function importsOf(root: string, files: readonly string[]): Promise<Import[]> {
  const all = await Promise.all(
    files.map(async (from) => {
      const { importedFiles } = ts.preProcessFile(await readFile(join(root, from), 'utf8'), true, true);
      return importedFiles.map(({ fileName: specifier }) => ({
        from,
        specifier,
        target: specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : null,
      }));
    }),
  );
  return all.flat();
}

/** The package of a specifier: `@scope/name` or `name`, deep paths cut off. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

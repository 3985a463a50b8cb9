import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectorNames, rename } from './connector-names.ts';

export interface NewConnector {
  readonly kind: 'source' | 'sink';
  /** Where the package is made; its last part is the package's name. */
  readonly directory: string;
  /** Where the packages of Millrace are, for the package's development. */
  readonly connectorApi: string;
}

/** The directory is there and has something in it. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
}

const TEMPLATES = fileURLToPath(new URL('../template/', import.meta.url));

/** Makes the package, and answers its files, relative to it. Throws NameError and DirectoryError. */
export function makeConnector({ kind, directory, connectorApi }: NewConnector): string[] {
  const names = connectorNames(basename(directory));
  const template = connectorNames(`my-${kind}`);
  if (entriesOf(directory).length > 0) throw new DirectoryError(`${directory} is there already, and is not empty`);
  const source = join(TEMPLATES, kind);
  const files = filesIn(source).map((path) => {
    const target = rename(path, template, names).replace(/^gitignore$/, '.gitignore');
    const text = rename(readFileSync(join(source, path), 'utf8'), template, names);
    const link = relative(directory, connectorApi).split(sep).join('/');
    mkdirSync(dirname(join(directory, target)), { recursive: true });
    writeFileSync(join(directory, target), text.replace('file:../../packages/connector-api', `file:${link}`));
    return target;
  });
  return files.toSorted();
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}

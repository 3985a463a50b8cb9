import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { parseJavaProperties, PropertiesSyntaxError } from '@millrace/connector-api';
import { UsageError } from '../errors.ts';
import type { ConnectorDocument } from './connector-document.ts';
import { documentsOfTree, named } from './documents-of-tree.ts';
import { readJsonTrees, readYamlTrees } from './read-tree.ts';

const extensions = ['.json', '.yaml', '.yml', '.properties'];

/**
 * The connectors that files describe, in the files' order; a folder stands for all files in and below it that end in `.json`, `.yaml`,
 * `.yml` or `.properties` and do not begin with a dot, `-` for the standard input.
 * @throws UsageError for what cannot be read, for a name that comes twice, and where there is no connector at all
 */
export async function readDocuments(paths: readonly string[]): Promise<ConnectorDocument[]> {
  const files = (await Promise.all(paths.map(filesAt))).flat();
  const documents = (await Promise.all([...new Set(files)].map(readFileDocuments))).flat();
  if (documents.length === 0) {
    const hint = `Files that are read end in ${extensions.join(', ')}.`;
    throw new UsageError(`There is no connector in ${paths.join(', ')}.`, hint);
  }
  refuseDuplicates(documents);
  return documents;
}

function refuseDuplicates(documents: readonly ConnectorDocument[]): void {
  const places = new Map<string, string>();
  for (const { name, place } of documents) {
    const first = places.get(name);
    if (first !== undefined) throw new UsageError(`${place}: The connector ${JSON.stringify(name)} stands in ${first} already.`);
    places.set(name, place);
  }
}

async function filesAt(path: string): Promise<string[]> {
  if (path === '-' || !(await isFolder(path))) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const wanted = entries.filter(({ name }) => !name.startsWith('.')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    wanted.map(async ({ name }) => {
      const inside = join(path, name);
      if (await isFolder(inside)) return filesAt(inside);
      return extensions.includes(extname(name).toLowerCase()) ? [inside] : [];
    }),
  );
  return found.flat();
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

const cannotRead = (path: string, error: unknown) =>
  new UsageError(`${path} cannot be read: ${(error as Error).message}`, undefined, { cause: error });

async function readFileDocuments(path: string): Promise<ConnectorDocument[]> {
  if (path === '-') return documentsOfText(Buffer.from(await textOf(process.stdin)), 'stdin', '');
  const bytes = await readFile(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  return documentsOfText(bytes, path, extname(path).toLowerCase());
}

/** Where the name does not tell what it is, the content does. */
function documentsOfText(bytes: Buffer, file: string, extension: string): ConnectorDocument[] {
  const text = new TextDecoder().decode(bytes);
  switch (extensions.includes(extension) ? extension : sniff(text)) {
    case '.properties':
      return propertiesDocuments(bytes, file);
    case '.json':
      return readJsonTrees(text, file).flatMap(documentsOfTree);
    default:
      return readYamlTrees(text, file).flatMap(documentsOfTree);
  }
}

function sniff(text: string): string {
  const first = text.split('\n').find((line) => !/^\s*([#!].*|---\s*)?$/.test(line)) ?? '';
  if (/^\s*[[{]/.test(first)) return '.json';
  return /^\s*[^\s:='"]+\s*=/.test(first) ? '.properties' : '.yaml';
}

/** Java properties; a line of three dashes parts one connector from the next. */
function propertiesDocuments(bytes: Buffer, file: string): ConnectorDocument[] {
  let line = 1;
  return decodeProperties(bytes)
    .split(/^---[ \t]*\r?$/m)
    .flatMap((part) => {
      const place = `${file}:${line + (/^\s*/.exec(part)![0].split('\n').length - 1)}`;
      line += part.split('\n').length - 1;
      const settings = readProperties(part, place);
      return settings.size === 0 ? [] : [named(undefined, settings, place)];
    });
}

/** UTF-8 where it can be, else ISO 8859-1, as Java reads resource bundles. */
function decodeProperties(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function readProperties(text: string, place: string): Map<string, string> {
  try {
    return parseJavaProperties(text);
  } catch (error) {
    if (error instanceof PropertiesSyntaxError) throw new UsageError(`${place}: ${error.message}`, undefined, { cause: error });
    throw error;
  }
}

import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PluginManifest, PluginType } from '@millrace/connector-api';

/** Something below `plugin.path` that cannot be used. The rest can. */
export interface PluginPathProblem {
  /** A directory of `plugin.path`, or a package in it. */
  readonly path: string;
  readonly message: string;
}

/** What one package brings. */
export interface PluginPackage {
  readonly path: string;
  readonly manifests: readonly PluginManifest[];
  readonly problems: readonly PluginPathProblem[];
}

const TYPES: readonly PluginType[] = [
  'source',
  'sink',
  'converter',
  'header_converter',
  'transformation',
  'predicate',
  'config_provider',
];
const FORM =
  '"millrace": { "plugins": [{ "class": "com.example.MySource", "type": "source", "module": "./dist/my-source.js", "export": "mySource" }] }';

/**
 * Reads the `millrace` member of a package's `package.json`: its plugins, each with `class`, `type`, `module` (a path within the package),
 * `export` (`default` if absent) and `version` (the package's if absent). null: the directory is no package with such a member. Nothing is
 * imported.
 */
export function readPluginPackage(path: string): PluginPackage | null {
  const problems: PluginPathProblem[] = [];
  const manifests: PluginManifest[] = [];
  let description: unknown;
  try {
    description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (isAbsent) return null;
    return { path, manifests, problems: [{ path, message: `package.json cannot be read: ${(error as Error).message}` }] };
  }
  const member = memberOf(description, 'millrace');
  if (member === undefined) return null;
  const plugins = memberOf(member, 'plugins');
  if (!Array.isArray(plugins) || plugins.length === 0) {
    const message = `package.json lists no plugins. Right would be ${FORM}`;
    return { path, manifests, problems: [{ path, message }] };
  }
  for (const [at, entry] of plugins.entries()) {
    const read = readEntry(path, memberOf(description, 'version'), entry);
    if (typeof read !== 'string') manifests.push(read);
    else problems.push({ path, message: `package.json, millrace.plugins[${at}]: ${read}. Right would be ${FORM}` });
  }
  return { path, manifests, problems };
}

/** The manifest, or what is wrong with the entry. */
function readEntry(path: string, packageVersion: unknown, entry: unknown): PluginManifest | string {
  const className = memberOf(entry, 'class');
  const type = memberOf(entry, 'type');
  const module = memberOf(entry, 'module');
  const version = memberOf(entry, 'version') ?? packageVersion;
  const exported = memberOf(entry, 'export') ?? 'default';
  if (!isText(className)) return 'class is not a text';
  if (!TYPES.includes(type as PluginType)) return `type is not one of ${TYPES.join(', ')}`;
  if (!isText(version)) return 'neither the plugin nor the package has a version';
  if (!isText(exported)) return 'export is not a text';
  if (!isText(module)) return 'module is not a text';
  const file = fileWithin(path, module);
  if (file === null) return `module ${module} is not a file of the package`;
  return { class: className, type: type as PluginType, version, module: pathToFileURL(file).href, export: exported };
}

/** The real path of a file of the package; null if it is not there, or not within the package. */
function fileWithin(path: string, module: string): string | null {
  try {
    const file = realpathSync(resolve(path, module));
    const inside = relative(realpathSync(path), file);
    return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : file;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

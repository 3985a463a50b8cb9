import { ConfigError } from '@millrace/connector-api';
import type { Plugin, PluginManifest, PluginType } from '@millrace/connector-api';
import { InternalError } from '../model/errors.ts';
import type { PluginInfo } from '../model/config-infos.ts';
import { classAliases } from './class-alias.ts';
import { pluginFlaw } from './plugin-flaw.ts';
import { shareConnectorApi } from './share-connector-api.ts';
import { compareVersions } from './version-order.ts';
import { versionRangeOf } from './version-range.ts';

/** The plugins that this worker has. Nothing that a configuration names is imported unless a manifest says where it is. */
export interface PluginRegistry {
  /** Every plugin, by kind (sinks, sources, transformations, predicates, converters, header converters) and class name. */
  list(connectorsOnly: boolean): PluginInfo[];
  /** The manifests of these kinds, by class name and version. */
  manifests(types: readonly PluginType[]): PluginManifest[];
  /** The class that an alias stands for; a name that is no alias comes back as it is. */
  fullClassName(classOrAlias: string): string;
  /**
   * The newest plugin of one of these kinds that goes by this class name or alias and that the version range admits. undefined: no
   * such class of these kinds. Throws PluginVersionError when the class is there, but in no such version; VersionSpecError.
   */
  resolve(classOrAlias: string, types: readonly PluginType[], version?: string | null): PluginManifest | undefined;
  /** The kinds that the plugin of this class name or alias is; none if there is no such plugin. */
  typesOf(classOrAlias: string): PluginType[];
  /** The plugins whose classes are nested in this one: `X$Key` and `X$Value` of `X`. */
  nestedClasses(className: string): string[];
  /** The versions of a class (or alias) that are there, the oldest first; of these kinds only, if given. */
  versions(classOrAlias: string, types?: readonly PluginType[]): string[];
  /** Imports the plugin's module, once. Throws InternalError when module or export are missing or not of the manifest's kind. */
  load(manifest: PluginManifest): Promise<Plugin>;
}

/** The class is there, but not in a version that is admitted. Java: `VersionedPluginLoadingException`. */
export class PluginVersionError extends ConfigError {
  override readonly name: string = 'PluginVersionError';
  readonly availableVersions: readonly string[];
  constructor(className: string, range: string, availableVersions: readonly string[]) {
    super(
      `Plugin ${className} not found that matches the version range ${range}, available versions: [${availableVersions.join(', ')}]`,
    );
    this.availableVersions = availableVersions;
  }
}

/** The kinds in the order in which the REST API lists them. */
export const PLUGIN_TYPES: readonly PluginType[] = [
  'sink',
  'source',
  'transformation',
  'predicate',
  'converter',
  'header_converter',
];
export const CONNECTOR_TYPES: readonly PluginType[] = ['sink', 'source'];

/** Makes a registry of these plugins. Throws InternalError when one is listed twice. */
export function createPluginRegistry(manifests: readonly PluginManifest[]): PluginRegistry {
  const sorted = manifests.toSorted(compareManifests);
  refuseDuplicates(sorted);
  const aliases = classAliases(sorted);
  const byClass = groupByClass(sorted);
  const loaded = new Map<PluginManifest, Promise<Plugin>>();

  const fullClassName = (classOrAlias: string): string => aliases.get(classOrAlias) ?? classOrAlias;
  const named = (classOrAlias: string): readonly PluginManifest[] => byClass.get(fullClassName(classOrAlias)) ?? [];
  const ofTypes = (types: readonly PluginType[]): PluginManifest[] => sorted.filter(({ type }) => types.includes(type));

  return {
    list: (connectorsOnly) =>
      (connectorsOnly ? CONNECTOR_TYPES : PLUGIN_TYPES)
        .flatMap((type) => ofTypes([type]))
        .map((manifest) => ({ class: manifest.class, type: manifest.type, version: manifest.version })),
    manifests: ofTypes,
    fullClassName,
    resolve(classOrAlias, types, version) {
      const range = versionRangeOf(version);
      const all = named(classOrAlias);
      const admitted = range === null ? all : all.filter((manifest) => range.includes(manifest.version));
      if (range !== null && all.length > 0 && admitted.length === 0) {
        throw new PluginVersionError(
          fullClassName(classOrAlias),
          range.toString(),
          all.map((manifest) => manifest.version),
        );
      }
      return admitted.findLast(({ type }) => types.includes(type));
    },
    typesOf: (classOrAlias) => named(classOrAlias).map(({ type }) => type),
    nestedClasses: (className) => [...byClass.keys()].filter((name) => name.startsWith(`${className}$`)),
    versions(classOrAlias, types = PLUGIN_TYPES) {
      const wanted = named(classOrAlias).filter(({ type }) => types.includes(type));
      return [...new Set(wanted.map(({ version }) => version))];
    },
    load(manifest) {
      let plugin = loaded.get(manifest);
      if (plugin === undefined) {
        plugin = importPlugin(manifest);
        loaded.set(manifest, plugin);
        // A module that could not be read may be there the next time.
        plugin.catch(() => loaded.delete(manifest));
      }
      return plugin;
    },
  };
}

function groupByClass(manifests: readonly PluginManifest[]): ReadonlyMap<string, readonly PluginManifest[]> {
  const groups = new Map<string, PluginManifest[]>();
  for (const manifest of manifests) {
    const group = groups.get(manifest.class);
    if (group === undefined) groups.set(manifest.class, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function compareManifests(a: PluginManifest, b: PluginManifest): number {
  if (a.class !== b.class) return a.class < b.class ? -1 : 1;
  return compareVersions(a.version, b.version) || PLUGIN_TYPES.indexOf(a.type) - PLUGIN_TYPES.indexOf(b.type);
}

function refuseDuplicates(sorted: readonly PluginManifest[]): void {
  for (const [index, manifest] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before?.class === manifest.class && before.type === manifest.type && before.version === manifest.version) {
      throw new InternalError(`The plugin ${describe(manifest)} is listed twice: in ${before.module} and in ${manifest.module}`);
    }
  }
}

async function importPlugin(manifest: PluginManifest): Promise<Plugin> {
  let module: Readonly<Record<string, unknown>>;
  shareConnectorApi();
  try {
    module = (await import(manifest.module)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new InternalError(`The plugin ${describe(manifest)} could not be loaded from ${manifest.module}: ${String(error)}`, {
      cause: error,
    });
  }
  const plugin = Object.hasOwn(module, manifest.export) ? module[manifest.export] : undefined;
  if (plugin === undefined || plugin === null || typeof plugin !== 'object') {
    throw new InternalError(
      `The plugin ${describe(manifest)}: ${manifest.module} has no export '${manifest.export}' that is a plugin`,
    );
  }
  const flaw = pluginFlaw(plugin, manifest.type);
  if (flaw !== null) {
    throw new InternalError(`The plugin ${describe(manifest)}: the export '${manifest.export}' of ${manifest.module} ${flaw}`);
  }
  return plugin as Plugin;
}

function describe(manifest: PluginManifest): string {
  return `${manifest.class} (${manifest.type}, version ${manifest.version})`;
}

import type { PluginManifest } from '@millrace/connector-api';
import { BadRequestError } from '../model/errors.ts';
import { simpleClassName } from './class-alias.ts';
import { CONNECTOR_TYPES } from './registry.ts';
import type { PluginRegistry } from './registry.ts';

/**
 * The connector that a configuration names, in the newest version that it admits. Throws BadRequestError when there is no such
 * connector, PluginVersionError when there is none in such a version, VersionSpecError when the version is none.
 */
export function findConnector(registry: PluginRegistry, name: string, version: string | null): PluginManifest {
  const manifest = registry.resolve(name, CONNECTOR_TYPES, version);
  if (manifest !== undefined) return manifest;
  const connectors = registry.manifests(CONNECTOR_TYPES);
  const alike = connectors.filter(({ class: className }) => [name, `${name}Connector`].includes(simpleClassName(className)));
  const [only, ...others] = alike;
  if (only === undefined) {
    throw new BadRequestError(
      `Failed to find any class that implements Connector and which name matches ${name}, available connectors are: ${listed(connectors)}`,
    );
  }
  if (others.length > 0) {
    throw new BadRequestError(
      `More than one connector matches alias ${name}. Please use full package and class name instead. Classes found: ${listed(alike)}`,
    );
  }
  return only;
}

function listed(manifests: readonly PluginManifest[]): string {
  return manifests
    .map(
      ({ class: name, version, type }) =>
        `PluginDesc{klass=class ${name}, name='${name}', version='${version}', encodedVersion=${version}, type=${type}, typeName='${type}', location='classpath'}`,
    )
    .join(', ');
}

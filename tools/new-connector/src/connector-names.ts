/** A name that no package can have. The message says what would be right. */
export class NameError extends Error {
  override readonly name = 'NameError';
}

/** What a connector's package and the things in it are called. */
export interface ConnectorNames {
  /** Of the package and its files: `my-source`. */
  readonly kebab: string;
  /** Of the export: `mySource`. */
  readonly camel: string;
  /** Of classes: `MySource`. */
  readonly pascal: string;
}

/** Throws NameError. */
export function connectorNames(name: string): ConnectorNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new NameError(
      `${JSON.stringify(name)} cannot be the name of a connector's package: small letters, digits and single dashes, such as my-source`,
    );
  }
  const pascal = name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return { kebab: name, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal };
}

/** The template's text, or a file's name, with the connector's names instead of the template's. */
export function rename(text: string, template: ConnectorNames, names: ConnectorNames): string {
  return text
    .replaceAll(template.kebab, names.kebab)
    .replaceAll(template.camel, names.camel)
    .replaceAll(template.pascal, names.pascal);
}

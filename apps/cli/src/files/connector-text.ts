import { writeExactJson } from '@millrace/client';
import { toYaml } from '../output/structured.ts';

export const fileFormats = ['yaml', 'json', 'properties'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A connector as a file is to hold it. */
export interface Exported {
  readonly name: string;
  readonly initial_state?: string;
  readonly config: Readonly<Record<string, string>>;
}

/** One connector as a file of its own that `apply` takes. */
export function connectorText(connector: Exported, format: FileFormat): string {
  if (format === 'json') return `${writeExactJson(connector, 2)}\n`;
  return format === 'yaml' ? toYaml(connector) : propertiesText(connector);
}

/** Several in one text. */
export function connectorsText(connectors: readonly Exported[], format: FileFormat): string {
  if (format === 'json') return `${writeExactJson(connectors, 2)}\n`;
  return connectors.map((connector) => connectorText(connector, format)).join('---\n');
}

/** Java properties have no place for the initial state. */
function propertiesText({ name, config }: Exported): string {
  const lines = [['name', name] as const, ...Object.entries(config)].map(
    ([key, value]) => `${escape(key, true)}=${escape(value)}`,
  );
  return `${lines.join('\n')}\n`;
}

const named = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
]);

/** As java.util.Properties.store writes it: what is not ASCII as \uXXXX, so that every reader of such files reads the same. */
function escape(text: string, isKey = false): string {
  const special = isKey ? /[\\ =:#!\t\n\r\f]|[^\u0020-\u007E]/g : /^ |[\\\t\n\r\f]|[^\u0020-\u007E]/g;
  return text.replace(special, (found) => {
    const known = named.get(found);
    if (known !== undefined) return known;
    if (found >= ' ' && found <= '~') return `\\${found}`;
    return `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

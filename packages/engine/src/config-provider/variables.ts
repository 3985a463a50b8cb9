/** A variable in the value of a setting: `${provider:path:key}` or `${provider:key}` (KIP-297). */
export interface Variable {
  /** As it is written. */
  readonly text: string;
  readonly provider: string;
  /** `''` where it has none. */
  readonly path: string;
  readonly key: string;
}

/** As Kafka has it: the first two colons part, a brace ends. */
const VARIABLE = /\$\{([^}]*?):(?:([^}]*?):)?([^}]*?)\}/g;

/** The variables in a text, in order. */
export function variablesIn(text: string): Variable[] {
  return Array.from(text.matchAll(VARIABLE), ([found, provider, path, key]) => ({
    text: found,
    provider: provider ?? '',
    path: path ?? '',
    key: key ?? '',
  }));
}

export function hasVariables(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/** The text with what `values` has for a variable (by how it is written) in its place; other variables stay. */
export function replaceVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (found) => values.get(found) ?? found);
}

import type { ConfigMap } from '../model/names.ts';
import { valueOf } from './prefixed.ts';

/** The items of a LIST setting: separated by commas, blanks around them taken off. Not there or empty: no items. */
export function listItems(value: string | null | undefined): string[] {
  const text = value?.trim() ?? '';
  return text === '' ? [] : text.split(/\s*,\s*/);
}

/** The aliases that a setting such as `transforms` lists, each once. */
export function aliasList(props: Readonly<ConfigMap | Record<string, string | null>>, key: string): string[] {
  return [...new Set(listItems(valueOf(props, key)))];
}

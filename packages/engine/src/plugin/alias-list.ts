import { parseType } from '@millrace/connector-api';
import type { SubmittedConfig } from '../model/names.ts';
import { valueOf } from './prefixed.ts';

/** The items of a LIST setting; none where it is missing. Every text is a list. */
export function listItems(props: SubmittedConfig, key: string): readonly string[] {
  return (parseType(key, valueOf(props, key) ?? null, 'LIST') as readonly string[] | null) ?? [];
}

/** The aliases that a setting such as `transforms` lists, each once. */
export function aliasList(props: SubmittedConfig, key: string): string[] {
  return [...new Set(listItems(props, key))];
}

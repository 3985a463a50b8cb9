import { javaTrim } from '@millrace/connector-api';
import type { SubmittedConfig } from '../model/names.ts';
import { valueOf } from './prefixed.ts';

export const OFFSETS_TOPIC = 'offsets.storage.topic';

/** The topic of its own that a source has for its offsets (KIP-618); null: it keeps them where the worker does. */
export function offsetsTopicOf(props: SubmittedConfig): string | null {
  const text = valueOf(props, OFFSETS_TOPIC) ?? null;
  return text === null ? null : javaTrim(text);
}

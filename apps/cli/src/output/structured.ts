import { writeExactJson } from '@millrace/client';
import { stringify } from 'yaml';

export type StructuredFormat = 'json' | 'yaml';

/** Data for programs: JSON with two blanks, or YAML; integers are exact in both. */
export function structured(data: unknown, format: StructuredFormat): string {
  return format === 'json' ? `${writeExactJson(data, 2)}\n` : toYaml(data);
}

/** YAML in which no line is folded and no value refers to another place. */
export const toYaml = (data: unknown): string => stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });

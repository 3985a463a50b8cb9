import { UsageError } from '../errors.ts';

/**
 * Kafka Connect knows no labels. It does keep settings that no plugin knows, unchanged, so a label is such a setting: the label `team=orders`
 * is `millrace.label.team` with the value `orders`.
 */
export const labelPrefix = 'millrace.label.';

export interface Label {
  readonly name: string;
  /** Undefined: any value. */
  readonly value: string | undefined;
}

/** `team=orders`, or `team` for any value. @throws UsageError */
export function readLabel(text: string): Label {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).trim();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(name))
    throw new UsageError(`${JSON.stringify(text)} is no label.`, 'A label is a name and a value: -l team=orders');
  return { name, value: equals < 0 ? undefined : text.slice(equals + 1) };
}

/** Of a configuration, by their names. */
export function labelsOf(config: Readonly<Record<string, string>>): Map<string, string> {
  const labels = Object.entries(config).filter(([key]) => key.startsWith(labelPrefix));
  return new Map(labels.map(([key, value]) => [key.slice(labelPrefix.length), value]));
}

/** Whether a configuration carries all of them. */
export function hasLabels(config: Readonly<Record<string, string>>, labels: readonly Label[]): boolean {
  const own = labelsOf(config);
  return labels.every(({ name, value }) => own.has(name) && (value === undefined || own.get(name) === value));
}

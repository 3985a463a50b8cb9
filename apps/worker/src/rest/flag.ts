/** A query parameter as Kafka Connect reads it: true in any case is true, an empty value is none, all else is false. */
export function readFlag(value: string | boolean | undefined, otherwise = false): boolean {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === '') return otherwise;
  return value.toLowerCase() === 'true';
}

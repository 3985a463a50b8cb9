/** A query parameter as Java's `Boolean.valueOf` reads it: true in any case is true, all else false. */
export function readFlag(value: string | boolean | undefined, otherwise = false): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
  return value.toLowerCase() === 'true';
}

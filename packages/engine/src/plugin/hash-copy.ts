import { stringHashCode } from '@millrace/connector-api';

const LOAD_FACTOR = 0.75;

/**
 * The members of a configuration in the order in which Java iterates a `HashMap` that was made as a copy of it: what Java prints, and the
 * order in which it goes on to fill other maps. A copy's table is as large as its members need, other than that of a map that grew.
 */
export function hashCopyOrder<V>(props: Readonly<Record<string, V>>): [string, V][] {
  const entries = Object.entries(props);
  let capacity = 1;
  while (capacity < Math.floor(entries.length / LOAD_FACTOR + 1)) capacity *= 2;
  const bucket = (key: string): number => {
    const hash = stringHashCode(key);
    return (hash ^ (hash >>> 16)) & (capacity - 1);
  };
  return entries.toSorted(([a], [b]) => bucket(a) - bucket(b));
}

/** As Java prints such a map: `{a=b, c=d}`. */
export function javaMapText(props: Readonly<Record<string, string | null>>): string {
  return `{${hashCopyOrder(props)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')}}`;
}

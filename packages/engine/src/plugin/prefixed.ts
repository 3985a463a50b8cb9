/** The settings whose keys start with this prefix, without it. A key that is the prefix itself is left out. */
export function withPrefix<V>(props: Readonly<Record<string, V>>, prefix: string): Record<string, V> {
  return Object.fromEntries(
    Object.entries(props)
      .filter(([key]) => key.startsWith(prefix) && key.length > prefix.length)
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** The value of a key that the configuration itself has; undefined for one that it has not, `constructor` and the like included. */
export function valueOf<V>(props: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(props, key) ? props[key] : undefined;
}

import { createHash } from 'node:crypto';

const longest = 120;

/**
 * A file's name for each of these connectors: readable, safe on every file system, different for every name also where case does not
 * count, and none that `apply` would pass over.
 */
export function fileNames(names: readonly string[], extension: string): Map<string, string> {
  const taken = new Map<string, number>();
  for (const name of names) taken.set(safe(name).toLowerCase(), (taken.get(safe(name).toLowerCase()) ?? 0) + 1);
  return new Map(
    names.map((name) => {
      const base = safe(name);
      const isPlain = base.length <= longest && taken.get(base.toLowerCase()) === 1;
      const mark = createHash('sha256').update(name).digest('hex').slice(0, 8);
      return [name, `${isPlain ? base : `${base.slice(0, longest)}-${mark}`}.${extension}`];
    }),
  );
}

/** Letters, digits, dots, dashes and underscores stay; everything else is percent-encoded. */
function safe(name: string): string {
  return name.replace(/[^\w.-]/gu, encode).replace(/^[.-]/, encode);
}

const encode = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

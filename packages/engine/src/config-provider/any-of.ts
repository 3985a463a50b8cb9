/** Finds any of these texts, the longest where several begin at the same place; null for none. */
export function anyOf(texts: Iterable<string>): RegExp | null {
  const longestFirst = [...texts].toSorted((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return null;
  return new RegExp(longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join('|'), 'g');
}

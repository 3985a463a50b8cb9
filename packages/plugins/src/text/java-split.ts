/** `String.split` by a plain separator: empty parts at the end are dropped. */
export function splitAsJava(text: string, separator: string): string[] {
  const parts = text.split(separator);
  if (parts.length === 1) return parts;
  const end = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, end + 1);
}

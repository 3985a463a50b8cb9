/** What was wrong in the end, of a trace: the last of its `Caused by:` lines, or its first line where it has none. */
export function rootCause(trace: string): string {
  const lines = trace.split('\n');
  const cause = lines.findLast((line) => line.startsWith('Caused by: '));
  return cause?.slice('Caused by: '.length) ?? lines[0] ?? '';
}

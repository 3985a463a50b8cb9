/**
 * An error and its causes as Java prints a stack trace, which is what a FAILED status shows: `class: message`, the frames one a
 * line after `\tat `, then `Caused by: …`; frames that a cause shares with what it caused are counted as `... N more`.
 */
export function javaTrace(error: unknown): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  let outer: string[] = [];
  for (let current = error, prefix = ''; ; prefix = 'Caused by: ') {
    seen.add(current);
    const frames = framesOf(current);
    const shared = sharedTail(frames, outer);
    lines.push(prefix + headline(current));
    for (const frame of frames.slice(0, frames.length - shared)) lines.push(`\tat ${frame}`);
    if (shared > 0) lines.push(`\t... ${shared} more`);
    const cause = current instanceof Error ? current.cause : undefined;
    if (cause === undefined || cause === null || seen.has(cause)) break;
    outer = frames;
    current = cause;
  }
  return `${lines.join('\n')}\n`;
}

/** The name of an error's class as traces and headers show it: Java's where it stands for one, else its JavaScript name. */
export function javaClassOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'javaClass' in error && typeof error.javaClass === 'string' ? error.javaClass : error.name;
}

/** `class: message`, as Java's `Throwable.toString()`. */
export function headline(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message === '' ? javaClassOf(error) : `${javaClassOf(error)}: ${message}`;
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  return error.stack
    .split('\n')
    .map((line) => /^\s+at (.*)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined);
}

function sharedTail(frames: readonly string[], outer: readonly string[]): number {
  let shared = 0;
  while (shared < frames.length && shared < outer.length && frames.at(-1 - shared) === outer.at(-1 - shared)) shared += 1;
  return shared;
}

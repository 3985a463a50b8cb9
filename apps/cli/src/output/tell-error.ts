import { printableLines } from './printable.ts';
import type { Screen } from './terminal.ts';

/** An error, and what to do next, for a person. */
export function tellError(
  screen: Screen,
  { message, hint }: { readonly message: string; readonly hint?: string | undefined },
): void {
  const [first = '', ...more] = printableLines(message);
  screen.line(`${screen.style('red', 'Error:')} ${first}`);
  for (const line of more) screen.line(`  ${line}`);
  if (hint !== undefined) screen.line(`${screen.style('cyan', 'Next:')} ${hint}`);
}

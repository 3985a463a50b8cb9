/** A command of a page, and what it prints there. */
export interface ConsoleStep {
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands in the ```` ```console ```` blocks of a page: lines that begin with `$ `, each with what follows it. */
export function consoleSteps(page: string): ConsoleStep[] {
  const blocks = [...page.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text]) => text!);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [command = '', ...output] = step.replace(/\n$/, '').split('\n');
        return { command, output };
      }),
  );
}

/** What was printed, without what the machine adds, and with `…` for numbers and names that differ from one run to another. */
export function comparableOutput(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^npm (warn|notice)/i.test(line))
    .map((line) =>
      line
        .replace(/\([\d.]+ms\)$/, '(…ms)')
        .replace(/^(ℹ duration_ms) .*/, '$1 …')
        .replace(/^( {2}version {2}).*/, '$1…')
        .replace(/("next":)\d+/, '$1…'),
    )
    .join('\n')
    .replace(/\n+$/, '')
    .split('\n');
}

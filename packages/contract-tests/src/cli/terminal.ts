import type { RunReport } from '../run-report.ts';
import type { Progress } from '../run/options.ts';
import { failureText } from '../failure-text.ts';

/** Where a run is shown. */
export interface Terminal {
  tell(progress: Progress): void;
  finish(report: RunReport): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows progress on one line where that can be overwritten, failures as they come, and the result. */
export function createTerminal(output: Output, { quiet }: { readonly quiet: boolean }): Terminal {
  const live = output.isTTY === true && !quiet;
  const line = (text: string) => output.write(`${live ? '\r\x1b[K' : ''}${text}\n`);
  const status = (text: string) => live && output.write(`\r\x1b[K${text}`);
  return {
    tell(progress) {
      if (progress.kind === 'started') {
        const { url, version, level } = progress.target;
        line(`${url ?? 'the app'}: version ${version ?? 'unknown'}, tested at level ${level}, ${progress.rules} rules`);
      } else if (progress.kind === 'cleaning') status('removing what was made');
      else {
        if (progress.outcome.result === 'fail') line(failureText(progress.outcome));
        status(`${progress.done}/${progress.rules} ${progress.outcome.id}`);
      }
    },
    finish(report) {
      line(resultText(report));
    },
  };
}

function resultText({ result, abort, totals, durationMs, cleanup, comparison }: RunReport): string {
  const { passed, failed, reported, skipped, known, rules } = totals;
  const counts = `${rules} rules: ${passed} passed, ${failed} failed, ${known} known to fail, ${skipped} skipped${reported > 0 ? `, ${reported} of level MAY not met` : ''}; ${(durationMs / 1000).toFixed(1)} s`;
  return [
    ...(abort ? [`COULD NOT BE RUN (${abort.reason}): ${abort.message}`] : []),
    ...(cleanup.left.length > 0 ? [`Could not be removed: ${cleanup.left.join(', ')}`] : []),
    ...(cleanup.leftovers.length > 0 ? [`Removed what a run that was killed had left: ${cleanup.leftovers.join(', ')}`] : []),
    ...(comparison
      ? [
          `Since the former run ${comparison.better.length} got better, ${comparison.worse.length} worse${listed(comparison.worse)}`,
        ]
      : []),
    `${result.toUpperCase()}  ${counts}`,
  ].join('\n');
}

const listed = (ids: readonly string[]) => (ids.length === 0 ? '' : `: ${ids.join(', ')}`);

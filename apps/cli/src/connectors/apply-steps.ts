import { ApplyError, type ApplyOptions, type ApplyStep, type DesiredConnector } from '@millrace/client';
import { explainError } from '../explain-error.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';

/** Carries a plan out, or only makes it, and shows how far it has come. What fails with single connectors is in the steps. */
export async function applySteps(
  { client, progress, signal }: Session,
  desired: readonly DesiredConnector[],
  options: ApplyOptions,
): Promise<readonly ApplyStep[]> {
  const { connectors } = await client();
  let done = 0;
  const what = options.dryRun === true ? 'comparing' : 'applying';
  const onStep = (step: ApplyStep) => {
    options.onStep?.(step);
    progress.count(`${what}: ${++done} of ${desired.length}`);
  };
  progress.count(`${what}: ${desired.length} connector${desired.length === 1 ? '' : 's'}`);
  try {
    return (await connectors.apply(desired, { ...options, signal, onStep })).steps;
  } catch (error) {
    if (error instanceof ApplyError) return error.result.steps;
    throw error;
  } finally {
    progress.end();
  }
}

/** That of the first step that is wrong; undefined if all are right. */
export function exitCodeOfSteps(steps: readonly ApplyStep[]): ExitCode | undefined {
  const wrong = steps.find(({ error, invalid }) => error !== undefined || invalid !== undefined);
  if (wrong === undefined) return undefined;
  return wrong.error === undefined ? exitCodes.invalidConfig : (explainError(wrong.error)?.exitCode ?? exitCodes.refused);
}

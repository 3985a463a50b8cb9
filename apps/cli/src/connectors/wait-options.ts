import type { ConnectorStateInfo, WaitOptions } from '@millrace/client';
import type { Session } from '../session/session.ts';
import { taskSummary } from './states.ts';

/** Waits as long as `--timeout` says, gives up by Ctrl-C, and shows what each look has seen. */
export function waitOptions({ progress, signal }: Session, name: string, what: string): WaitOptions {
  progress.update(`${name}: ${what}`);
  return { signal, onStatus: (status) => progress.update(`${name}: ${what} (${described(status)})`) };
}

const described = (status: ConnectorStateInfo | undefined): string =>
  status === undefined ? 'no status yet' : `${status.connector.state}, tasks ${taskSummary(status.tasks)}`;

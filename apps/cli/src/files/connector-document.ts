import type { DesiredConnector } from '@millrace/client';

/** A connector that a file describes. */
export interface ConnectorDocument extends DesiredConnector {
  readonly config: Readonly<Record<string, string>>;
  readonly initial_state?: 'RUNNING' | 'PAUSED' | 'STOPPED';
  /** File and line, for messages. */
  readonly place: string;
}

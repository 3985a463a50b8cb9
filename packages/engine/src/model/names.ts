/** What a connector is told to be. Kafka Connect writes them as STARTED, PAUSED and STOPPED into the config topic. */
export type TargetState = 'STARTED' | 'PAUSED' | 'STOPPED';

/** What a connector or a task is. STOPPED is for connectors only. */
export type State = 'UNASSIGNED' | 'RUNNING' | 'PAUSED' | 'STOPPED' | 'FAILED' | 'RESTARTING';

export type ConnectorType = 'source' | 'sink';

/** A task's identity; `<connector>-<task>` as text. */
export interface TaskId {
  readonly connector: string;
  readonly task: number;
}

/** `<connector>-<task>`: how a task is called in messages and keys. */
export function taskIdText(id: TaskId): string {
  return `${id.connector}-${id.task}`;
}

/** A connector's or a task's configuration: text by key. Made without a prototype or as a plain object; keys are the user's. */
export type ConfigMap = Readonly<Record<string, string>>;

/** A configuration as a user submits it: a null is a key without a value, which validation refuses. */
export type SubmittedConfig = Readonly<Record<string, string | null>>;

import { taskIdText } from '../model/names.ts';
import type { TaskId } from '../model/names.ts';

/** Whose code a thread is running, as text that can be read from outside of it: `task a-0`, `connector a`. */
export type Owner = string;

export function taskOwner(id: TaskId): Owner {
  return `task ${taskIdText(id)}`;
}

export function connectorOwner(name: string): Owner {
  return `connector ${name}`;
}

/** The validation of configurations for a connector class. */
export function validationOwner(connectorClass: string | null | undefined): Owner {
  return `validation of ${connectorClass ?? 'no class'}`;
}

/** What a plugin says of its configuration. */
export function pluginOwner(plugin: string): Owner {
  return `config of ${plugin}`;
}

/** A connector's word on offsets that are to be set. */
export function offsetsOwner(connector: string): Owner {
  return `offsets of connector ${connector}`;
}

import type { ConnectorType, TaskId } from '../model/names.ts';
import type { Spread } from './sampled-stat.ts';

/** The numbers of one run of a task as they are at one moment. Plain data: it crosses from the task's thread to the worker's. */
export interface TaskSnapshot {
  readonly id: TaskId;
  /** null: the task's plugins are not loaded yet, or could not be. */
  readonly plugins: TaskPlugins | null;
  readonly common: CommonTaskNumbers;
  /** null for a task of the other kind. */
  readonly source: SourceTaskNumbers | null;
  readonly sink: SinkTaskNumbers | null;
  readonly errors: TaskErrorNumbers;
}

/** What a task is made of. */
export interface TaskPlugins {
  readonly type: ConnectorType;
  readonly connectorClass: string;
  readonly connectorVersion: string;
  readonly taskClass: string;
  readonly keyConverter: PluginName;
  readonly valueConverter: PluginName;
  readonly headerConverter: PluginName;
  readonly transforms: readonly AliasedPluginName[];
  readonly predicates: readonly AliasedPluginName[];
}

export interface PluginName {
  readonly class: string;
  readonly version: string;
}

export interface AliasedPluginName extends PluginName {
  readonly alias: string;
}

/** Times in milliseconds, rates by the second, totals since the task was started. */
export interface CommonTaskNumbers {
  readonly batchSize: Spread;
  readonly commitTime: Spread;
  /** Shares from 0 to 1; null while no commit was tried. */
  readonly commitSuccess: number | null;
  readonly commitFailure: number | null;
}

export interface SourceTaskNumbers {
  readonly pollTotal: number;
  readonly pollRate: number;
  readonly writeTotal: number;
  readonly writeRate: number;
  readonly pollTime: Spread;
  readonly activeCount: number;
  readonly active: Spread;
}

export interface SinkTaskNumbers {
  readonly readTotal: number;
  readonly readRate: number;
  readonly sendTotal: number;
  readonly sendRate: number;
  readonly putTime: Spread;
  readonly partitionCount: number;
  readonly commitSequence: number;
  readonly commitCompletionTotal: number;
  readonly commitCompletionRate: number;
  readonly commitSkipTotal: number;
  readonly commitSkipRate: number;
  readonly activeCount: number;
  readonly active: Spread;
}

/** What went wrong with single records (KIP-298). Counted as Kafka Connect counts it. */
export interface TaskErrorNumbers {
  /** Attempts that failed, those that were repeated included. */
  readonly failures: number;
  /** Operations that did not succeed in the end. */
  readonly errors: number;
  readonly skipped: number;
  readonly retries: number;
  readonly logged: number;
  readonly deadLetterRequests: number;
  readonly deadLetterFailures: number;
  /** Milliseconds since the epoch; 0 while there was none. */
  readonly lastErrorAt: number;
}

/** The same while it is being counted. */
export type TaskErrorCounts = { -readonly [K in keyof TaskErrorNumbers]: TaskErrorNumbers[K] };

export function noErrors(): TaskErrorCounts {
  return {
    failures: 0,
    errors: 0,
    skipped: 0,
    retries: 0,
    logged: 0,
    deadLetterRequests: 0,
    deadLetterFailures: 0,
    lastErrorAt: 0,
  };
}

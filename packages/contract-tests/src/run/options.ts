import type { RequestListener } from 'node:http';
import type { KafkaVersion } from '../kafka-version.ts';
import type { RuleProfile } from '../rule.ts';
import type { Outcome, RunReport } from '../run-report.ts';
import type { Fixtures } from './fixtures.ts';

/** What to test, and how. */
export interface ContractTestOptions {
  /** Of the worker; several of one cluster allow rules that need them. Or an app. */
  readonly url?: string | readonly string[];
  /** An Express app, or any other handler of requests, in this process. */
  readonly app?: RequestListener;
  /** Which version of Kafka it claims to be; found from `GET /` unless given. */
  readonly level?: KafkaVersion | null;
  /** All rules unless given. */
  readonly profile?: RuleProfile | readonly RuleProfile[] | 'all';
  /** Only rules whose id matches; text is a regular expression. */
  readonly grep?: string | RegExp | null;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `name:password`, for basic authentication. */
  readonly user?: string | null;
  /** Takes certificates that nobody vouches for. */
  readonly insecure?: boolean;
  /** Certificates to trust, PEM. */
  readonly cacert?: string | null;
  /** Connectors to test with, where Apache's file connectors are not there. */
  readonly fixture?: Fixtures;
  /** How many rules run at a time; 12 unless given. */
  readonly concurrency?: number;
  /** How long to wait for something to come true, in milliseconds; 30,000 unless given. */
  readonly timeoutMs?: number;
  /** A former report to compare with. */
  readonly baseline?: RunReport | null;
  /** Ids of rules that are known to fail, with the reason. */
  readonly exceptions?: Readonly<Record<string, string>>;
  /** Things beyond the run's own connectors that may be changed. */
  readonly allow?: readonly 'cluster-loggers'[];
  /** Ends the run, which still cleans up. */
  readonly signal?: AbortSignal | null;
  readonly onProgress?: ((progress: Progress) => void) | null;
}

/** News while a run goes on. */
export type Progress =
  | { readonly kind: 'started'; readonly rules: number; readonly target: RunReport['target'] }
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly done: number; readonly rules: number }
  | { readonly kind: 'cleaning' };

export const defaultConcurrency = 12;
export const defaultTimeoutMs = 30_000;

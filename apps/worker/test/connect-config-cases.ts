import { readFileSync } from 'node:fs';
import type { ConfigValueData, SubmittedConfig } from '@millrace/engine';

/** A request to a real worker of Apache Kafka Connect 4.3.1 and what came of it. */
export type ConnectConfigCase = ValidateCase | CreateCase | RunCase;

interface CaseBase {
  readonly id: string;
  readonly status: number;
  /** The text of an error. */
  readonly message: string | null;
  /** Present where texts hold words of the JVM itself. */
  readonly jvm_text?: readonly string[];
}

/** PUT /connector-plugins/{plugin}/config/validate. */
export interface ValidateCase extends CaseBase {
  readonly kind: 'validate';
  readonly request: { readonly path: string; readonly body: SubmittedConfig };
  readonly error_count?: number;
  /** What has errors, is new, or differs from the answer for the plugin's smallest configuration. */
  readonly configs?: readonly ConfigValueData[];
  readonly groups_added?: readonly string[];
  readonly configs_missing?: readonly string[];
}

/** POST /connectors of a connector that is not to run. */
export interface CreateCase extends CaseBase {
  readonly kind: 'create';
  readonly request: { readonly body: CreateBody };
}

/** POST /connectors, and the status a while later. */
export interface RunCase extends CaseBase {
  readonly kind: 'run';
  readonly request: { readonly body: CreateBody };
  readonly run?: { readonly connector: RecordedState; readonly tasks?: readonly (RecordedState & { readonly id: number })[] };
}

export interface RecordedState {
  readonly state: string;
  /** The trace without its lines of code. */
  readonly trace_messages?: readonly string[];
}

interface CreateBody {
  readonly name: string;
  readonly config: SubmittedConfig;
}

export const cases = readFileSync(new URL('fixtures/connect-config.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ConnectConfigCase);

/** The configuration of a case, the connector's name in it. */
export function configOf(testCase: ConnectConfigCase): SubmittedConfig {
  return testCase.kind === 'validate'
    ? testCase.request.body
    : { ...testCase.request.body.config, name: testCase.request.body.name };
}

/** The smallest configuration of the connector that a case is about: what its answer is compared with. */
export function smallestConfig(config: SubmittedConfig): SubmittedConfig {
  const connectorClass = config['connector.class'] ?? null;
  return connectorClass?.includes('Sink')
    ? { 'connector.class': connectorClass, name: 'vec-b', topics: 'vec-t', file: '/data/outfile' }
    : { 'connector.class': connectorClass, name: 'vec-a', topic: 'vec-t', file: '/data/nofile' };
}

import type { ConnectClient, TaskState } from '@millrace/client';
import { ToldError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Session } from '../session/session.ts';
import { hasLabels, type Label } from './labels.ts';
import { rankOf } from './states.ts';

/** A connector as it is configured and as it fares, in one. What `-o json` shows. */
export interface ConnectorView {
  readonly name: string;
  readonly type: string;
  /** `-` for one that is so new that nothing is known of it. */
  readonly state: string;
  readonly worker_id: string;
  readonly version?: string | null;
  readonly trace?: string;
  readonly tasks: readonly TaskState[];
  readonly config: Readonly<Record<string, string>>;
}

/** All connectors, failed ones first, then by name. */
export async function listConnectors(client: ConnectClient, signal?: AbortSignal): Promise<ConnectorView[]> {
  const found = await client.connectors.list({ expand: ['info', 'status'], ...(signal && { signal }) });
  const views = Object.entries(found).map(([name, { info, status }]): ConnectorView => {
    const { state, worker_id, version, trace } = status?.connector ?? { state: '-', worker_id: '-' };
    return {
      name,
      type: info?.type ?? status?.type ?? 'unknown',
      state,
      worker_id,
      ...(version !== undefined && { version }),
      ...(trace !== undefined && { trace }),
      tasks: status?.tasks ?? [],
      config: info?.config ?? {},
    };
  });
  return views.toSorted((a, b) => rankOf(a) - rankOf(b) || compareNames(a.name, b.name));
}

export interface Selection {
  /** All if there are none. */
  readonly names: readonly string[];
  readonly labels: readonly Label[];
}

/** Those that are meant, in the order of `views`; names that are not there are told, as a command's last word. */
export function selectConnectors(views: readonly ConnectorView[], { names, labels }: Selection) {
  const wanted = new Set(names);
  const there = new Set(views.map(({ name }) => name));
  return {
    selected: views.filter(({ name, config }) => (wanted.size === 0 || wanted.has(name)) && hasLabels(config, labels)),
    missing: [...wanted].filter((name) => !there.has(name)),
  };
}

/** @throws ToldError if there is a name that no connector has */
export function tellMissing({ terminal: { error } }: Session, missing: readonly string[]): void {
  for (const name of missing) error.line(`${error.style('red', 'Error:')} There is no connector ${JSON.stringify(name)}.`);
  if (missing.length > 0) throw new ToldError(exitCodes.notFound);
}

const collator = new Intl.Collator('en', { numeric: true });
export const compareNames = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);

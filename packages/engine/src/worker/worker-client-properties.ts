import type { ClientProperties } from '../broker/broker.ts';
import type { ConfigMap } from '../model/names.ts';
import { clientConfigDef } from '../plugin/client-config/client-config-def.ts';

/** A worker's place in its group has settings that none of the clients have. */
const membershipSettings = ['rebalance.timeout.ms'];
/** What the worker is asked for by these names is not asked of its clients. */
const otherMeaning = new Set(['config.providers', 'client.id']);

let known: ReadonlySet<string> | null = null;

/**
 * The worker's own settings of Kafka's clients: those without a prefix (`bootstrap.servers`, `security.protocol`, …), which hold for
 * its membership, for the topics that it keeps its state in, and for admins.
 */
export function workerClientProperties(properties: ConfigMap): ClientProperties {
  known ??= clientSettings();
  return Object.fromEntries(Object.entries(properties).filter(([name]) => known!.has(name)));
}

function clientSettings(): Set<string> {
  const ofClients = (['admin', 'producer', 'consumer'] as const).flatMap((kind) => [...clientConfigDef(kind).configKeys.keys()]);
  return new Set([...ofClients, ...membershipSettings].filter((name) => !otherMeaning.has(name)));
}

import type { ClusterConfig, ConnectorEntry } from '../model/cluster-config.ts';
import { NotFoundError } from '../model/errors.ts';

/** The connector's entry. Throws NotFoundError with this message when it is not configured. */
export function findConnector(config: ClusterConfig, name: string, message = `Connector ${name} not found`): ConnectorEntry {
  const entry = config.connectors.get(name);
  if (entry === undefined) throw new NotFoundError(message);
  return entry;
}

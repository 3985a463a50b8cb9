import { networkInterfaces } from 'node:os';
import { formatHostPort } from './properties/listener.ts';
import type { WorkerSettings } from './properties/worker-settings.ts';

/** How other workers reach this one. */
export interface AdvertisedAddress {
  /** `host:port`, which also names this worker in the states of connectors. */
  readonly workerId: string;
  readonly url: string;
}

/** What `rest.advertised.*` say, else where the worker listens; of all interfaces, the first that leads outside. */
export function advertisedAddress(
  settings: Pick<WorkerSettings, 'advertisedHost' | 'advertisedPort'>,
  listening: { readonly host: string; readonly port: number },
): AdvertisedAddress {
  const host = settings.advertisedHost ?? (isAnyAddress(listening.host) ? outwardAddress() : listening.host);
  const workerId = formatHostPort(host, settings.advertisedPort ?? listening.port);
  return { workerId, url: `http://${workerId}/` };
}

function isAnyAddress(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

function outwardAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

import type { WorkerSettings } from './properties/worker-settings.ts';
import type { RestServers } from './rest-servers.ts';
import type { WorkerVersion } from './worker-version.ts';

/** What the worker says once it is ready. */
export function startUpBlock({ version }: WorkerVersion, settings: WorkerSettings, servers: RestServers): string {
  const rows = [
    ['version', version],
    ['mode', 'embedded (no Kafka: topics, offsets and states are in the data directory)'],
    ['REST', servers.main.map(({ url }) => url).join(', ')],
    ...(settings.adminListeners === null ? [] : [['admin', servers.admin.map(({ url }) => url).join(', ') || 'switched off']]),
    ['data', settings.dataDir],
  ];
  return ['', 'Millrace is ready', ...rows.map(([name, value]) => `  ${name!.padEnd(8)} ${value}`), '', ''].join('\n');
}

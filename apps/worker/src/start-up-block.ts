import type { WorkerPlugins } from './plugin-path/worker-plugins.ts';
import type { Backend } from './properties/backend.ts';
import type { WorkerSettings } from './properties/worker-settings.ts';
import type { RestServers } from './rest-servers.ts';
import type { WorkerVersion } from './worker-version.ts';

/** What the worker says once it is ready. */
export function startUpBlock(
  { version }: WorkerVersion,
  settings: WorkerSettings,
  servers: RestServers,
  plugins: WorkerPlugins,
): string {
  const rows = [
    ['version', version],
    ...modeRows(settings.backend),
    ['REST', servers.main.map(({ url }) => url).join(', ')],
    ...(settings.adminListeners === null ? [] : [['admin', servers.admin.map(({ url }) => url).join(', ') || 'switched off']]),
    ...(settings.backend.kind === 'distributed' ? [] : [['data', settings.dataDir]]),
    ...pluginRows(plugins),
  ];
  return ['', 'Millrace is ready', ...rows.map(([name, value]) => `  ${name!.padEnd(8)} ${value}`), '', ''].join('\n');
}

function modeRows(backend: Backend): string[][] {
  switch (backend.kind) {
    case 'embedded':
      return [['mode', 'embedded (no Kafka: topics, offsets and states are in the data directory)']];
    case 'standalone':
      return [['mode', 'standalone (topics are in Kafka, offsets and states in the data directory)'], kafkaRow(backend.servers)];
    default:
      return [['mode', `distributed (everything is in Kafka; group ${backend.groupId})`], kafkaRow(backend.servers)];
  }
}

function kafkaRow(servers: readonly string[]): string[] {
  return ['Kafka', servers.join(', ')];
}

/** Only where there is something to tell. */
function pluginRows({ fromPath, problems }: WorkerPlugins): string[][] {
  if (fromPath === null) return [];
  const { plugins, packages } = fromPath;
  const found = `${counted(plugins, 'plugin')} of ${counted(packages, 'package')} in plugin.path, beside those that the worker comes with`;
  return [['plugins', found], ...problems.map(({ path, message }) => ['', `left out: ${path}: ${message}`])];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

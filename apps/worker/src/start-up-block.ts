import type { WorkerPlugins } from './plugin-path/worker-plugins.ts';
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
    ['mode', 'embedded (no Kafka: topics, offsets and states are in the data directory)'],
    ['REST', servers.main.map(({ url }) => url).join(', ')],
    ...(settings.adminListeners === null ? [] : [['admin', servers.admin.map(({ url }) => url).join(', ') || 'switched off']]),
    ['data', settings.dataDir],
    ...pluginRows(plugins),
  ];
  return ['', 'Millrace is ready', ...rows.map(([name, value]) => `  ${name!.padEnd(8)} ${value}`), '', ''].join('\n');
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

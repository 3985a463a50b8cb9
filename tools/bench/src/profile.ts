import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CpuProfile, type ProfileShare, summarize } from './cpu-profile.ts';
import { measureThroughput, type ThroughputOptions } from './throughput.ts';
import { throughputTable } from './throughput-table.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SHOWN = 35;
/** Threads that did less than this are left out. */
const LEAST_BUSY_MS = 50;

/**
 * Runs one pipeline under V8's profiler and tells where its time went, thread by thread, from the start of the connector to its
 * end. The profiles stay in `profileDir`, to be opened in a browser's developer tools.
 */
export async function profilePipeline(options: ThroughputOptions, profileDir: string): Promise<string> {
  await mkdir(profileDir, { recursive: true });
  const before = new Set(await readdir(profileDir));
  const env = { NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profileDir}` };
  const rows = await measureThroughput({ ...options, worker: { ...options.worker, env } });
  const parts = [throughputTable(rows)];
  const { run } = rows.at(-1)!;
  for (const name of await readdir(profileDir)) {
    if (before.has(name) || !name.endsWith('.cpuprofile')) continue;
    const profile = JSON.parse(await readFile(join(profileDir, name), 'utf8')) as CpuProfile;
    const { busyMs, functions, files } = summarize(profile, run.fromUs, run.toUs, root);
    if (busyMs < LEAST_BUSY_MS) continue;
    parts.push(`\n${join(profileDir, name)}: busy for ${busyMs.toFixed(0)} ms`, shares(files), '', shares(functions));
  }
  return parts.join('\n');
}

function shares(all: readonly ProfileShare[]): string {
  const percent = (part: number) => `${(part * 100).toFixed(1)}%`.padStart(6);
  const lines = all.slice(0, SHOWN).map(({ where, self, total }) => `${percent(self)}  ${percent(total)}  ${where}`);
  return ['  self   total', ...lines].join('\n');
}

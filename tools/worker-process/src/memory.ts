import { readFile } from 'node:fs/promises';

/** What a process holds in memory, in MiB. */
export interface ProcessMemory {
  /** Its own pages: heap, buffers, stacks. What two programs are compared by. */
  readonly rssAnonMb: number;
  /** All resident pages, files that it has mapped included. */
  readonly vmRssMb: number;
}

/** Reads it from /proc, so on Linux only. */
export async function processMemory(pid: number): Promise<ProcessMemory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const mb = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
  return { rssAnonMb: mb('RssAnon'), vmRssMb: mb('VmRSS') };
}

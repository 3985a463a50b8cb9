import { readFile } from 'node:fs/promises';
import { processMemory } from '@millrace/tool-worker-process';

const TICKS_A_SECOND = 100;
const SAMPLE_MS = 50;

/** What a process has used between the start and the end of a measurement. */
export interface ProcessUsage {
  /** Of all its threads, in user and system mode. */
  readonly cpuSeconds: number;
  /** The most that was seen, looking twenty times a second. MiB. */
  readonly rssAnonMb: number;
  readonly vmRssMb: number;
}

/** Watches a process until the answer is called. Reads /proc, so on Linux only. */
export async function watchProcess(pid: number): Promise<() => Promise<ProcessUsage>> {
  let rssAnonMb = 0;
  let vmRssMb = 0;
  const look = async (): Promise<void> => {
    const memory = await processMemory(pid);
    rssAnonMb = Math.max(rssAnonMb, memory.rssAnonMb);
    vmRssMb = Math.max(vmRssMb, memory.vmRssMb);
  };
  const before = await cpuSeconds(pid);
  const timer = setInterval(() => void look().catch(() => undefined), SAMPLE_MS);
  return async () => {
    clearInterval(timer);
    await look();
    return { cpuSeconds: (await cpuSeconds(pid)) - before, rssAnonMb, vmRssMb };
  };
}

/** What a process has used so far, all its threads together, in user and system mode. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

import type { WorkerOptions } from 'node:worker_threads';

/** Source code needs the condition under which packages are found as source; what was built is started as the main thread was. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');

/** The program of a thread, by the name of its file in this folder. */
export function threadProgram(name: string): { readonly url: URL; readonly options: WorkerOptions } {
  return {
    url: new URL(`./${name}.${FROM_SOURCE ? 'ts' : 'js'}`, import.meta.url),
    options: FROM_SOURCE ? { execArgv: ['--conditions=@millrace/source'] } : {},
  };
}

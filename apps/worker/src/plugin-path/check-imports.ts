import { Worker } from 'node:worker_threads';
import type { PluginManifest } from '@millrace/connector-api';

/** Of one plugin; null: it is fine. */
export interface ImportOutcome {
  readonly message: string | null;
}

/** A module knows itself as `.ts` when it runs from source and as `.js` when built; so does its neighbour. */
const THREAD = new URL(`./import-check${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
const HEAP_MB = 512;

/**
 * Imports plugins in a thread of their own, to see whether they can be, and answers what is wrong with each: null for nothing. A module
 * that hangs, ends the thread or uses up its memory is to blame itself; the others are tried in another thread.
 */
export async function checkImports(manifests: readonly PluginManifest[], timeoutMs: number): Promise<(string | null)[]> {
  const outcomes: (string | null)[] = [];
  while (outcomes.length < manifests.length) {
    const { done, flaw } = await importInThread(manifests.slice(outcomes.length), timeoutMs);
    outcomes.push(...done);
    if (flaw !== null && outcomes.length < manifests.length) outcomes.push(flaw);
  }
  return outcomes;
}

interface Batch {
  readonly done: readonly (string | null)[];
  /** What became of the thread while it imported the next one; null: it came to the end. */
  readonly flaw: string | null;
}

function importInThread(manifests: readonly PluginManifest[], timeoutMs: number): Promise<Batch> {
  return new Promise((resolve) => {
    const thread = new Worker(THREAD, { workerData: manifests, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const done: (string | null)[] = [];
    let timer = setTimeout(hang, timeoutMs);

    function hang(): void {
      end(`The module ${manifests[done.length]?.module} did not finish loading within ${timeoutMs} ms`);
    }

    function end(flaw: string | null): void {
      clearTimeout(timer);
      thread.removeAllListeners();
      thread.on('error', () => undefined);
      void thread.terminate().then(() => resolve({ done, flaw }));
    }

    thread.on('message', ({ message }: ImportOutcome) => {
      done.push(message);
      clearTimeout(timer);
      timer = setTimeout(hang, timeoutMs);
      if (done.length === manifests.length) end(null);
    });
    thread.on('error', (error) => end(`Loading ${manifests[done.length]?.module} failed: ${String(error)}`));
    thread.on('exit', () => end(`Loading ${manifests[done.length]?.module} ended its thread`));
  });
}

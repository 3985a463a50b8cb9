import { parentPort, workerData } from 'node:worker_threads';
import type { PluginManifest } from '@millrace/connector-api';
import { createPluginRegistry } from '@millrace/engine';
import type { ImportOutcome } from './check-imports.ts';

/** The thread of {@link checkImports}: imports plugins one after another, and says of each how it went. */
async function run(manifests: readonly PluginManifest[]): Promise<void> {
  const registry = createPluginRegistry(manifests);
  for (const manifest of manifests) {
    let message: string | null = null;
    try {
      await registry.load(manifest);
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
    parentPort!.postMessage({ message } satisfies ImportOutcome);
  }
}

void run(workerData as readonly PluginManifest[]);

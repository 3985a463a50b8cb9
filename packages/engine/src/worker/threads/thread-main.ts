import module from 'node:module';

// What the main thread has compiled and kept need not be compiled again.
module.enableCompileCache?.();
const { runPluginThread } = await import('./run-plugin-thread.ts');
await runPluginThread();

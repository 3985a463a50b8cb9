import module from 'node:module';

// What the main thread has compiled and kept need not be compiled again.
module.enableCompileCache?.();
const { runWriterThread } = await import('./run-writer-thread.ts');
await runWriterThread();

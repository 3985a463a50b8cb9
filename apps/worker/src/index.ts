/** The worker, as its own tests and tools start it inside a process. Users run `main.js`. */
export { type AppOptions, createApp } from './app.ts';
export { createLogging, type Logging, type LoggingOptions } from './logging/logging.ts';
export { runWorker } from './run-worker.ts';

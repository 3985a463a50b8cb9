/**
 * The test kit of the author of a connector: runs a connector with no worker, and holds it against what a worker expects. Works with any
 * test runner.
 *
 * @example With `node:test`; `it` of vitest or jest does as well.
 * ```ts
 * import { createSourceHarness, testSourceConnector } from '@millrace/connector-api/testing';
 *
 * for (const { name, run } of testSourceConnector({ plugin: mySource, prepare: () => ({ config: { topic: 't' } }) })) test(name, run);
 *
 * test('goes on where it was', async () => {
 *   const source = createSourceHarness(mySource, { config: { topic: 't' } });
 *   await source.start();
 *   const records = await source.take(3);
 *   await source.stop();
 * });
 * ```
 */
export { ConformanceError, type ConformanceCase } from './conformance-case.ts';
export { type HarnessOptions, HarnessError } from './harness-options.ts';
export { createSinkHarness, type SinkHarness, type SinkHarnessOptions } from './sink-harness.ts';
export type { ErrantRecord } from './sink-task-run.ts';
export { testSinkConnector, type SinkConformance, type PreparedSink } from './sink-conformance.ts';
export { createSourceHarness, type SourceHarness } from './source-harness.ts';
export { testSourceConnector, type PreparedSource, type SourceConformance } from './source-conformance.ts';
export type { TopicRecord } from './topic-log.ts';

// Runs one call into a fault connector in a worker thread: says 'calling', then 'returned' when it has come to an end.
import { parentPort, workerData } from 'node:worker_threads';
import type { SinkTaskContext, SourceTaskContext } from '@millrace/connector-api';
import { faultSink } from '../src/connectors/fault-sink.ts';
import { faultSource } from '../src/connectors/fault-source.ts';
import { sinkRecord } from './sink-record.ts';

export interface FaultCall {
  readonly call: 'validate' | 'start' | 'poll' | 'put';
  readonly props: Readonly<Record<string, string>>;
}

const { call, props } = workerData as FaultCall;
const context = {
  connector: 'c',
  task: 0,
  props,
  offsets: { read: () => Promise.resolve([null]) },
  signal: new AbortController().signal,
  transactions: null,
};

async function startSource(): Promise<ReturnType<typeof faultSource.createTask>> {
  const task = faultSource.createTask();
  await task.start(faultSource.config.parse({ topic: 't', ...props }), context satisfies SourceTaskContext);
  return task;
}

const calls: Readonly<Record<FaultCall['call'], () => Promise<unknown>>> = {
  validate: async () => faultSource.validate?.({ topic: 't', ...props }),
  start: startSource,
  poll: async () => (await startSource()).poll(),
  async put() {
    const task = faultSink.createTask();
    await task.start(faultSink.config.parse(props), context as unknown as SinkTaskContext);
    await task.put([sinkRecord()]);
  },
};

parentPort?.postMessage('calling', []);
await calls[call]();
parentPort?.postMessage('returned', []);
// The thread lives on, so that timers of the fault can do their work.
parentPort?.on('message', () => parentPort?.postMessage(process.memoryUsage().arrayBuffers, []));

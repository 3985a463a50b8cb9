import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { AppendOrder } from '../../broker/embedded/append-order.ts';
import { openStoreWriter } from '../../broker/embedded/store-writer.ts';
import { openVitals } from './thread-vitals.ts';

/** What the writer thread is started with. */
export interface WriterThreadData {
  readonly dataDir: string;
  readonly vitals: SharedArrayBuffer;
}

/** What it is told. */
export type WriterMessage =
  | { readonly kind: 'serve'; readonly port: MessagePort; readonly first: AppendOrder }
  /** It answers with the same when all is written. */
  | { readonly kind: 'close' };

/** The program of the writer thread. */
export async function runWriterThread(): Promise<void> {
  const { dataDir, vitals } = workerData as WriterThreadData;
  const writer = await openStoreWriter(dataDir, openVitals(vitals).gate);
  const port = parentPort!;
  port.on('message', (message: WriterMessage) => {
    if (message.kind === 'serve') return writer.serve(message.port, message.first);
    void writer.close().then(() => port.postMessage(message));
  });
}

import { startWorkerProcess } from '@millrace/tool-worker-process';
import { describeClient } from './client.case.ts';

const names = ['a', 'a/b \\ 100% 🚂 "ü" ?#&+', '__proto__'];

describeClient(
  'a Millrace worker',
  async () => {
    const worker = await startWorkerProcess();
    return { url: worker.url, stop: () => worker.dispose() };
  },
  names,
);

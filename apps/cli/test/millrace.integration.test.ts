import { startWorkerProcess } from '@millrace/tool-worker-process';
import { describeCli } from './cli.case.ts';

describeCli({
  what: 'a Millrace worker',
  start: async () => {
    const worker = await startWorkerProcess();
    return { url: worker.url, stop: () => worker.dispose() };
  },
  oddName: 'a/b \\ 100% 🚂 "ü" ?#&+',
  hasMetrics: true,
});

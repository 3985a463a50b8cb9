import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the process of `store-process.case.ts` does, and what it tells. */
export type StoreTask = 'hold' | 'append' | 'read' | 'fill';
export type StoreNews =
  | { readonly opened: true }
  | { readonly refused: string; readonly name: string }
  /** Numbers that were acknowledged. */
  | { readonly acknowledged: number }
  | { readonly read: readonly string[] };

/** A process that has a store open. */
export interface StoreChild {
  readonly pid: number;
  /** All that was told so far. */
  readonly news: readonly StoreNews[];
  /** Resolves with the first thing told that fits, or null when the process ends before. */
  first<T extends StoreNews>(fits: (news: StoreNews) => news is T): Promise<T | null>;
  kill(): Promise<void>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

const script = fileURLToPath(new URL('store-process.case.ts', import.meta.url));
const execArgv = ['--conditions=@millrace/source'];

/** `fileLimitKb`: no file of the process may become larger, as if the disk were full. */
export function startStoreProcess(task: StoreTask, dataDir: string, fileLimitKb?: number): StoreChild {
  const child =
    fileLimitKb === undefined
      ? fork(script, [task, dataDir], { execArgv, silent: true })
      : spawn(
          'sh',
          ['-c', `ulimit -f ${fileLimitKb * 2}; exec "$0" "$@"`, process.execPath, ...execArgv, script, task, dataDir],
          {
            stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
          },
        );
  return follow(child);
}

function follow(child: ChildProcess): StoreChild {
  const news: StoreNews[] = [];
  const end = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  child.stdout?.resume();
  child.stderr?.resume();
  let look: () => void = () => undefined;
  child.on('message', (message) => {
    news.push(message as StoreNews);
    look();
  });
  return {
    pid: child.pid!,
    news,
    async first<T extends StoreNews>(fits: (news: StoreNews) => news is T): Promise<T | null> {
      const told = new Promise<T>((resolve) => {
        look = () => {
          const found = news.find(fits);
          if (found !== undefined) resolve(found);
        };
        look();
      });
      return Promise.race([told, end.then(() => news.find(fits) ?? null)]);
    },
    async kill() {
      child.kill('SIGKILL');
      await end;
    },
    ended: () => end,
  };
}

export function isOpened(news: StoreNews): news is Extract<StoreNews, { opened: true }> {
  return 'opened' in news;
}

export function isRefused(news: StoreNews): news is Extract<StoreNews, { refused: string }> {
  return 'refused' in news;
}

export function isRead(news: StoreNews): news is Extract<StoreNews, { read: readonly string[] }> {
  return 'read' in news;
}

export function isAcknowledged(news: StoreNews): news is Extract<StoreNews, { acknowledged: number }> {
  return 'acknowledged' in news;
}

import { open } from 'node:fs/promises';
import { lineReader } from './marks.ts';

const LOOK_MS = 100;
const CHUNK_BYTES = 1 << 20;

/** Reads the lines of a file that grows, and one that is not there yet when it is. */
export interface LineTail {
  readonly lines: readonly string[];
  /** Reads what is there. */
  close(): Promise<void>;
}

export function tailLines(path: string, onLine: (line: string) => void): LineTail {
  const lines: string[] = [];
  const read = lineReader((line) => {
    lines.push(line);
    onLine(line);
  });
  let at = 0;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const file = await open(path).catch(() => null);
    if (file === null) return;
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      read(buffer.toString('latin1', 0, bytesRead));
    }
    await file.close();
  }

  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);
  return {
    lines,
    async close() {
      clearInterval(timer);
      await looking.then(look);
    },
  };
}

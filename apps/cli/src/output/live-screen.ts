import { cutTo } from './printable.ts';
import type { Screen } from './terminal.ts';

const alternate = '\u001B[?1049h\u001B[?25l';
const restore = '\u001B[?25h\u001B[?1049l';
const home = '\u001B[H';
const clearLine = '\u001B[K';
const clearBelow = '\u001B[J';

/** A picture that fills the terminal and changes, until it is closed; what stood there before comes back. */
export interface LiveScreen {
  draw(lines: readonly string[]): void;
  close(): void;
}

/** `onKey` is called with what is pressed. Ctrl-C comes as the signal that it is elsewhere. */
export function openLiveScreen(screen: Screen, onKey: (key: string) => void): LiveScreen {
  const { stdin } = process;
  const listen = (bytes: Buffer) => {
    for (const key of bytes.toString()) {
      if (key === '\u0003') process.kill(process.pid, 'SIGINT');
      else onKey(key);
    }
  };
  if (stdin.isTTY) {
    stdin.setRawMode(true);
    stdin.on('data', listen).resume();
  }
  screen.write(alternate);
  return {
    draw(lines) {
      const hidden = lines.length - screen.rows;
      const fitting = hidden > 0 ? [...lines.slice(0, screen.rows - 1), `… and ${hidden + 1} more lines`] : lines;
      const shown = fitting.map((line) => `${line}${clearLine}`);
      screen.write(`${home}${shown.join('\r\n')}${clearBelow}`);
    },
    close() {
      screen.write(restore);
      if (!stdin.isTTY) return;
      stdin.off('data', listen).pause();
      stdin.setRawMode(false);
    },
  };
}

/** For a line above or below a table. */
export const fitLine = (text: string, screen: Screen): string => cutTo(text, screen.columns);

import { cutTo, printable } from './printable.ts';
import type { Screen } from './terminal.ts';

/** Says what is being waited for: on a terminal one line that changes, elsewhere a line for each change. */
export interface Progress {
  update(text: string): void;
  /** The same for what goes by quickly: on a terminal only. */
  count(text: string): void;
  /** A line that stays, above what still changes. */
  note(line: string): void;
  /** Takes the changing line away. */
  end(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;
const clearLine = '\r\u001B[2K';

export function createProgress(screen: Screen, quiet = false): Progress {
  if (quiet) return { update: () => undefined, count: () => undefined, note: () => undefined, end: () => undefined };
  return screen.isTerminal ? liveProgress(screen) : plainProgress(screen);
}

function plainProgress(screen: Screen): Progress {
  let last = '';
  const note = (line: string) => screen.line(printable(line));
  const update = (text: string) => {
    if (text !== last) note(text);
    last = text;
  };
  return { update, count: () => undefined, note, end: () => undefined };
}

function liveProgress(screen: Screen): Progress {
  let [text, frame] = ['', 0];
  let timer: NodeJS.Timeout | undefined;
  const draw = () => {
    const sign = screen.style('cyan', frames[frame++ % frames.length]!);
    screen.write(`${clearLine}${sign} ${cutTo(printable(text), screen.columns - 3)}`);
  };
  const end = () => {
    if (timer !== undefined) screen.write(clearLine);
    clearInterval(timer);
    timer = undefined;
  };
  const update = (now: string) => {
    text = now;
    timer ??= setInterval(draw, frameMs).unref();
    draw();
  };
  return {
    update,
    count: update,
    note(line) {
      if (timer !== undefined) screen.write(clearLine);
      screen.line(printable(line));
      if (timer !== undefined) draw();
    },
    end,
  };
}

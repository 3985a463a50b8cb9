import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan';

/** Where a command writes: results go to `out`, everything about how it goes to `error`. */
export interface Terminal {
  readonly out: Screen;
  readonly error: Screen;
}

/** One stream, and what can be shown on it. */
export interface Screen {
  readonly isTerminal: boolean;
  /** Whether it takes colours. */
  readonly colours: boolean;
  /** Columns of a terminal, that of now; infinite where there is none. */
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  line(text?: string): void;
  style(style: Style, text: string): string;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/**
 * `colour` is what the command line asked for. Otherwise NO_COLOR (not empty) forbids colours and FORCE_COLOR (not 0) demands them; left
 * to themselves they are for terminals only, and for none that calls itself dumb.
 */
export function createScreen(stream: Stream, env: Readonly<Record<string, string | undefined>>, colour?: boolean): Screen {
  const isTerminal = stream.isTTY === true;
  const colours = colour ?? wantsColours(isTerminal, env);
  const declared = Number(env['COLUMNS']);
  const write = (text: string) => void stream.write(text);
  return {
    isTerminal,
    colours,
    get columns() {
      if (!isTerminal) return Number.POSITIVE_INFINITY;
      return stream.columns || (declared > 0 ? declared : 80);
    },
    get rows() {
      return stream.rows || 24;
    },
    write,
    line: (text = '') => write(`${text}\n`),
    style: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
  };
}

function wantsColours(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force, TERM: term } = env;
  if (no !== '') return false;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && term !== 'dumb';
}

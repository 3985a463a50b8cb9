import stringWidth from 'string-width';
import { cutTo, padTo, printable } from './printable.ts';
import type { Screen, Style } from './terminal.ts';

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
  readonly align?: 'right';
  /** Only in a wide table. */
  readonly wide?: true;
  /** Stays whole where others are cut to fit the terminal. */
  readonly whole?: true;
}

const gap = '  ';
const narrowest = 6;

/** Lines of a table that fit the screen; a screen that is no terminal takes everything. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], screen: Screen): string[] {
  const texts = rows.map((row) => columns.map(({ text }) => printable(text(row)) || '-'));
  const widths = fit(
    columns.map(({ title, whole }, index) => ({
      width: Math.max(stringWidth(title), ...texts.map((row) => stringWidth(row[index]!))),
      whole: whole === true,
    })),
    screen.columns,
  );
  const cell = (text: string, index: number) => {
    const cut = cutTo(text, widths[index]!);
    const isLast = index === columns.length - 1;
    return isLast && columns[index]!.align === undefined ? cut : padTo(cut, widths[index]!, columns[index]!.align);
  };
  const header = screen.style('bold', columns.map(({ title }, index) => cell(title, index)).join(gap));
  const body = rows.map((row, at) =>
    columns
      .map(({ style }, index) => {
        const text = cell(texts[at]![index]!, index);
        const wanted = style?.(row);
        return wanted === undefined ? text : screen.style(wanted, text);
      })
      .join(gap),
  );
  return [header, ...body];
}

/** Takes the columns that are too much from the widest one that may be cut, until all fit or all are at their narrowest. */
function fit(columns: readonly { readonly width: number; readonly whole: boolean }[], available: number): number[] {
  const widths = columns.map(({ width }) => width);
  let surplus = widths.reduce((sum, width) => sum + width, gap.length * (columns.length - 1)) - available;
  while (surplus > 0) {
    const [widest, next] = columns
      .flatMap(({ whole }, index) => (whole ? [] : [index]))
      .toSorted((a, b) => widths[b]! - widths[a]!);
    if (widest === undefined || widths[widest]! <= narrowest) break;
    const floor = Math.max(narrowest, next === undefined ? narrowest : Math.min(widths[next]!, widths[widest]! - 1));
    const taken = Math.min(surplus, widths[widest]! - floor);
    widths[widest]! -= taken;
    surplus -= taken;
  }
  return widths;
}

import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Column, tableLines } from './table.ts';
import { createScreen } from './terminal.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'COUNT', text: ({ count }) => String(count), align: 'right', whole: true },
];
const terminal = (width: number) => createScreen({ isTTY: true, columns: width, write: () => undefined }, { NO_COLOR: '1' });
const pipe = createScreen({ write: () => undefined }, {});

describe('a table', () => {
  it('is as wide as what is in it where there is no terminal', () => {
    expect(tableLines(columns, [{ name: 'n'.repeat(300), count: 1 }], pipe)[1]).toBe(`${'n'.repeat(300)}      1`);
  });

  it('counts columns as a terminal does, and cuts between letters', () => {
    const rows = [
      { name: '駅'.repeat(20), count: 1 },
      { name: '👩‍👩‍👧‍👦'.repeat(20), count: 22 },
      { name: 'plain', count: 333 },
    ];
    expect(tableLines(columns, rows, terminal(20))).toEqual([
      'NAME           COUNT',
      '駅駅駅駅駅駅…      1',
      '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦…     22',
      'plain            333',
    ]);
  });

  it('fits every terminal that its whole columns fit', () => {
    const rows = [{ name: 'x'.repeat(500), count: 12_345_678 }];
    for (let width = 16; width < 60; width++) {
      for (const line of tableLines(columns, rows, terminal(width))) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('shows a dash for nothing, and control characters as escapes', () => {
    expect(tableLines(columns, [{ name: '', count: 1 }], pipe)[1]).toBe('-         1');
    expect(tableLines(columns, [{ name: 'a\n\u001B[31mb', count: 1 }], pipe)[1]).toContain('a\\n\\u001b[31mb');
  });
});

describe('colours', () => {
  const wanted = (stream: { isTTY?: boolean }, env: Record<string, string>, colour?: boolean) =>
    createScreen({ ...stream, write: () => undefined }, env, colour).colours;

  it.each([
    [{ isTTY: true }, {}, undefined, true],
    [{}, {}, undefined, false],
    [{ isTTY: true }, { NO_COLOR: '' }, undefined, true],
    [{ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
    [{}, { FORCE_COLOR: '1' }, undefined, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, undefined, false],
    [{ isTTY: true }, { TERM: 'dumb' }, undefined, false],
    [{ isTTY: true }, {}, false, false],
  ])('on %j with %j and %s on the command line: %s', (stream, env, colour, expected) => {
    expect(wanted(stream, env, colour)).toBe(expected);
  });
});

/** One measured figure. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** The rows under each other, figures aligned to the right. */
export function table(rows: readonly Row[]): string {
  const figures = rows.map((row) => row.value.toFixed(row.value < 10 ? 1 : 0));
  const [left, right] = [Math.max(...rows.map((row) => row.what.length)), Math.max(...figures.map((text) => text.length))];
  return rows.map((row, at) => `${row.what.padEnd(left)}  ${figures[at]!.padStart(right)} ${row.unit}`).join('\n');
}

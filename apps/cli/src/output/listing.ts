import { structured } from './structured.ts';
import { type Column, tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';

export const outputFormats = ['table', 'wide', 'json', 'yaml', 'name'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Things of one kind, and how they are shown. */
export interface Listing<Row> {
  /** In order: what needs attention comes first. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** One line of `-o name`. */
  readonly name: (row: Row) => string;
  /** What `-o json` and `-o yaml` show. */
  readonly data: unknown;
  /** Said (beside the results) where there is nothing to show. */
  readonly none: string;
}

export function printListing<Row>({ out, error }: Terminal, listing: Listing<Row>, format: OutputFormat): void {
  const { rows, columns, name, data, none } = listing;
  if (format === 'json' || format === 'yaml') out.write(structured(data, format));
  else if (format === 'name') for (const row of rows) out.line(name(row));
  else if (rows.length === 0) error.line(none);
  else {
    const shown = columns.filter(({ wide }) => format === 'wide' || wide === undefined);
    for (const line of tableLines(shown, rows, out)) out.line(line);
  }
}

import type { Members } from './generator.ts';

/** What rows of a kind look like. */
export interface Template {
  /** Name of the value's schema. */
  readonly schemaName: string;
  /** The field that records are keyed by. */
  readonly keyField: string;
  readonly fields: Members;
}
